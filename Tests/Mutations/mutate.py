"""Proves that the tests can fail: breaks the server in each of the ways beside this file, and says who notices.

mutate.py [NAME...] takes the patches whose file names contain one of NAME, or all of them. A patch begins with
what it breaks, then `Tests:` names the unit tests that see it if the histories do not. The tree is copied to
.build/mutate and built there.
Environment: SWIFT (swift) is the toolchain, HISTORIES (400) how many histories each mutation gets.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TREE = ROOT / ".build/mutate/tree"
BUILD = ROOT / ".build/mutate/build"
SWIFT = shlex.split(os.environ.get("SWIFT", "swift"))
HISTORIES = os.environ.get("HISTORIES", "400")
# The promises that are broken, so that none gets lost.
EXPECTED = 8
PLACE = ["--package-path", str(TREE), "--scratch-path", str(BUILD)]


class Mutation:
    """A deliberate break, read from its patch."""

    def __init__(self, path):
        text = path.read_text()
        self.name = path.stem
        self.breaks = text.splitlines()[0]
        self.tests = re.search(r"^Tests: (.+)$", text, re.M)[1]
        self.hunks = []
        for line in text.splitlines():
            if line.startswith("+++ b/"):
                file = line.removeprefix("+++ b/")
            elif line.startswith("@@"):
                self.hunks.append((file, []))
            elif self.hunks and line[:1] in (" ", "+", "-") and not line.startswith("--- a/"):
                self.hunks[-1][1].append((line[0], line[1:]))

    def apply(self):
        """Patches the copy; each hunk must fit in exactly one place, whatever its line number."""
        for file, lines in self.hunks:
            path = TREE / file
            path.write_text(replaced(path.read_text(), lines) or fail(f"{self.name}: does not fit {file} any more"))

    def revert(self):
        for file in {file for file, _ in self.hunks}:
            (TREE / file).write_bytes((ROOT / file).read_bytes())


def replaced(text, lines):
    """`text` with a hunk carried out; None if it fits nowhere or in several places.

    Lines around the change need not be there, as long as those that change say where."""
    while True:
        before = "".join(line + "\n" for sign, line in lines if sign in " -")
        after = "".join(line + "\n" for sign, line in lines if sign in " +")
        places = ("\n" + text).count("\n" + before)
        if places == 1:
            return ("\n" + text).replace("\n" + before, "\n" + after)[1:]
        fewer = lines[lines[0][0] == " ":len(lines) - (lines[-1][0] == " ")]
        if places > 1 or fewer == lines or not any(sign == "-" for sign, _ in fewer):
            return None
        lines = fewer


def fail(text):
    print("mutate: " + text, flush=True)
    sys.exit(1)


def copy():
    """Brings the copy up to date; what did not change keeps its time, so that it is not built again."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True,
        capture_output=True, text=True).stdout
    names = {name for name in listed.split("\0") if name and (ROOT / name).is_file()}
    for name in names:
        old, new = TREE / name, ROOT / name
        if not old.is_file() or old.read_bytes() != new.read_bytes():
            old.parent.mkdir(parents=True, exist_ok=True)
            old.write_bytes(new.read_bytes())
    for path in TREE.rglob("*"):
        if path.is_file() and str(path.relative_to(TREE)) not in names:
            path.unlink()


def build(what, *options):
    done = subprocess.run(SWIFT + ["build", *PLACE, *options], capture_output=True, text=True)
    if done.returncode:
        print(done.stdout[-4000:] + done.stderr[-4000:])
        fail(f"{what} does not build")


def complaint_of_histories():
    """What the histories have against what is built; None if nothing."""
    program = [str(BUILD / "debug/histories"), "--count", HISTORIES, "--brief"]
    done = subprocess.run(program, capture_output=True, text=True, timeout=1800)
    if done.returncode == 0:
        return None
    if done.returncode < 0:
        return f"histories died of signal {-done.returncode}: {(done.stdout + done.stderr).strip()[-300:]}"
    seed = re.search(r"^Seed .*$", done.stdout, re.M)
    before = re.search(r"^([\d,]+) histories.* before$", done.stdout, re.M)
    if not seed:
        fail(f"histories ended with {done.returncode}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return f"histories, {before[1] if before else 'some'} passed before. {seed[0][:200]}"


def complaint_of_tests(tests, what):
    """What the unit tests have against the copy; None if nothing."""
    build(what, "--build-tests")
    done = subprocess.run(
        SWIFT + ["test", *PLACE, "--skip-build", "--filter", tests], capture_output=True, text=True)
    output = done.stdout + done.stderr
    if not re.search(r"Test run with [1-9]\d* tests?", output) and done.returncode == 0:
        fail(f"no unit test is called {tests}")
    if done.returncode == 0:
        return None
    names = re.findall(r"^. Test ([\w`]+\(.*?\)).*? failed after", output, re.M)
    return "unit test " + (names[0] if names else f"(exit status {done.returncode}): {output.strip()[-300:]}")


def finder(mutation):
    """Which test sees a mutation; None if none does."""
    mutation.apply()
    try:
        build(mutation.name, "--product", "histories")
        return complaint_of_histories() or complaint_of_tests(mutation.tests, mutation.name)
    finally:
        mutation.revert()


def main(names):
    mutations = [Mutation(path) for path in sorted(HERE.glob("*.patch"))]
    if len(mutations) != EXPECTED:
        fail(f"there are {len(mutations)} patches, and not {EXPECTED}")
    mutations = [one for one in mutations if not names or any(name in one.name for name in names)]
    if not mutations:
        fail(f"no patch is called {' or '.join(names)}")
    copy()
    for mutation in mutations:
        mutation.apply()
        mutation.revert()
    tests = "|".join(sorted({test for mutation in mutations for test in mutation.tests.split("|")}))
    build("the tree as it is", "--product", "histories")
    complaint = complaint_of_histories() or complaint_of_tests(tests, "the tree as it is")
    if complaint:
        fail(f"the tree as it is fails already: {complaint}")
    print(f"Unbroken: {HISTORIES} histories and {tests} pass.", flush=True)
    survivors = []
    for mutation in mutations:
        print(f"{mutation.name}: {mutation.breaks}", flush=True)
        found = finder(mutation)
        print(f"  found by {found}" if found else "  NOT FOUND", flush=True)
        if not found:
            survivors.append(mutation.name)
    print(f"{len(mutations) - len(survivors)} of {len(mutations)} found")
    if survivors:
        fail("survived: " + ", ".join(survivors))


if __name__ == "__main__":
    main(sys.argv[1:])
