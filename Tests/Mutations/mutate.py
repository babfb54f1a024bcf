"""Proves that the tests can fail: breaks the server in each of the ways beside this file, and says who notices.

mutate.py [NAME...] takes the patches whose file names contain one of NAME, or all of them. A patch begins with
what it breaks, then `Tests:` names the unit tests that see it if the histories do not. The tree is copied to
.build/mutate and built there.
Environment: SWIFT (swift) is the toolchain, HISTORIES (400) how many histories each mutation gets.

Found is what breaks a promise or fails a unit test that the tree as it is keeps and passes; a program that dies of a
signal proves nothing. The exit status is 1 unless all are found.
"""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TREE = ROOT / ".build/mutate/tree"
BUILD = ROOT / ".build/mutate/build"
SWIFT = shlex.split(os.environ.get("SWIFT", "swift"))
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


def number(name, usual):
    """A positive number from the environment."""
    text = os.environ.get(name, usual)
    if not re.fullmatch(r"0*[1-9][0-9]*", text):
        fail(f"{name} must be a positive number, not {text!r}")
    return int(text)


HISTORIES = number("HISTORIES", "400")


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


class Crash(Exception):
    """A program died or hung: it said nothing of a promise, so that nothing is proved."""


def complaint_of_histories():
    """Which promise the histories say is broken; None if all are kept."""
    program = [str(BUILD / "debug/histories"), "--count", str(HISTORIES), "--brief"]
    try:
        done = subprocess.run(program, capture_output=True, text=True, timeout=1800)
    except subprocess.TimeoutExpired:
        raise Crash("the histories did not end in half an hour")
    if done.returncode == 0:
        return None
    if done.returncode < 0:
        name = signal.Signals(-done.returncode).name
        raise Crash(f"the histories died of {name}: {(done.stdout + done.stderr).strip()[-300:]}")
    seed = re.search(r"^Seed .*$", done.stdout, re.M)
    before = re.search(r"^([\d,]+) histories.* before$", done.stdout, re.M)
    if done.returncode != 1 or not seed:
        fail(f"histories ended with {done.returncode}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return f"histories, {before[1] if before else 'some'} passed before. {seed[0][:200]}"


def complaint_of_tests(tests, what):
    """Which unit test of the copy fails; None if none does."""
    build(what, "--build-tests")
    done = subprocess.run(
        SWIFT + ["test", *PLACE, "--skip-build", "--filter", tests], capture_output=True, text=True)
    output = done.stdout + done.stderr
    if done.returncode == 0:
        if not re.search(r"Test run with [1-9]\d* tests?", output):
            fail(f"no unit test is called {tests}")
        return None
    failed = re.search(r"^. Test ([\w`]+\(.*?\)).*? failed after", output, re.M)
    if not failed:
        # A test that dies takes the whole run with it.
        died = re.search(r"unexpected signal code (\d+)", output)
        how = f"died of {signal.Signals(int(died[1])).name}" if died else f"ended with {done.returncode}"
        raise Crash(f"the unit tests {how}: {output.strip()[-300:]}")
    return "unit test " + failed[1]


def finder(mutation):
    """Which test sees a mutation; None if none does. What crashes is told, and sees nothing."""
    mutation.apply()
    try:
        build(mutation.name, "--product", "histories")
        for complaint in (complaint_of_histories, lambda: complaint_of_tests(mutation.tests, mutation.name)):
            try:
                if found := complaint():
                    return found
            except Crash as crash:
                print(f"  crashed, which proves nothing: {crash}", flush=True)
        return None
    finally:
        mutation.revert()


def check_unbroken(tests):
    """The tree as it is must pass all that the broken ones are to fail."""
    build("the tree as it is", "--product", "histories")
    try:
        complaint = complaint_of_histories() or complaint_of_tests(tests, "the tree as it is")
    except Crash as crash:
        complaint = crash
    if complaint:
        fail(f"the tree as it is fails already: {complaint}")


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
    begin = time.monotonic()
    check_unbroken(tests)
    print(f"Unbroken: {HISTORIES} histories and {tests} pass ({time.monotonic() - begin:.0f} s).", flush=True)
    survivors = []
    for mutation in mutations:
        print(f"{mutation.name}: {mutation.breaks}", flush=True)
        begin = time.monotonic()
        found = finder(mutation)
        took = f"{time.monotonic() - begin:.0f} s"
        print(f"  found after {took} by {found}" if found else f"  NOT FOUND in {took}", flush=True)
        if not found:
            survivors.append(mutation.name)
    print(f"{len(mutations) - len(survivors)} of {len(mutations)} found")
    if survivors:
        fail("survived: " + ", ".join(survivors))


if __name__ == "__main__":
    main(sys.argv[1:])
