"""`make manual` finds every sentence without proof, and every test that names one and proves nothing."""

import subprocess
from pathlib import Path

import pytest

TOOL = Path(__file__).parent.parent.parent / "Tools" / "manual"
PACKAGE = 'tests(of: "Office", ["Database"]),\n.testTarget(name: "SimulationTests"),\n'
DOCUMENT = """
## 12 Werden alle Funktionalitäten unterstützt?

| id | sentence | proof |
| --- | --- | --- |
| `12 Eins` | Der erste Satz. | tests |
| `12 Zwei` | Der zweite Satz. | tests, later: appointments (series) |
| `12 Drei` | Der dritte Satz. | later: appointments |
| `12 Vier` | Der vierte Satz. | no: speaks of a phone |
"""
SWIFT = """
import Testing
/// Says `.manual("12 Vier")`, which is a comment.
@Suite("A \\("x" + "}") {", .manual("12 Zwei")) struct OfficeTests {
  @Test(.manual("12 Eins"), arguments: [1, 2].map { $0 }) func both(_ number: Int) throws {
    #expect(text == #"{"# && "\\(names.map { "}" })" != \"\"\"
      } @Test(.manual("12 Vier"))
      \"\"\")
  }
}
"""
PYTHON = """
import pytest

@pytest.mark.manual("12 Eins", "12 Zwei")
@pytest.mark.parametrize("x", [1])
def test_both(x):
    assert x
"""


class Tree:
    """A small copy of what the tool reads."""

    def __init__(self, root):
        self.root = root
        self.write("Package.swift", PACKAGE)
        self.write("docs/manual.md", DOCUMENT)
        self.write("docs/decisions.md", "### `12 Eins`, and one\n")
        self.write("Tests/OfficeTests/OfficeTests.swift", SWIFT)
        self.write("Tests/EndToEnd/test_office.py", PYTHON)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def replace(self, name, old, new):
        text = (self.root / name).read_text()
        assert old in text
        self.write(name, text.replace(old, new))

    def run(self, *words):
        return subprocess.run([TOOL, *words, self.root], capture_output=True, text=True, timeout=60)


@pytest.fixture
def tree(tmp_path):
    return Tree(tmp_path)


def test_each_sentence_is_printed_with_its_tests(tree):
    told = tree.run()
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == """
12 Werden alle Funktionalitäten unterstützt?

  12 Eins: Der erste Satz.
      OfficeTests/OfficeTests.both()
      EndToEnd/test_office.py::test_both
  12 Zwei: Der zweite Satz.
      OfficeTests/OfficeTests (all of its tests)
      EndToEnd/test_office.py::test_both
      later: appointments (series)
  12 Drei: Der dritte Satz.
      later: appointments
  12 Vier: Der vierte Satz.
      no: speaks of a phone

4 sentences: 1 proved, 1 partly proved, 1 later, 1 not testable
  2 wait for appointments
"""


def test_the_check_of_what_is_right_says_nothing(tree):
    told = tree.run("--check")
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")


OFFICE, SWIFT_TEST = "Tests/EndToEnd/test_office.py", "Tests/OfficeTests/OfficeTests.swift"


@pytest.mark.parametrize(
    "name, old, new, fault",
    [
        ("docs/manual.md", "Satz. | later: appointments |", "Satz. | tests |", "`12 Drei`: no test names it"),
        ("docs/manual.md", "Satz. | tests |", "Satz. | later: appointments |", "`12 Eins` has tests, but says"),
        ("docs/manual.md", "no: speaks of a phone", "no:", "the proof is neither tests nor later nor no"),
        ("docs/manual.md", "no: speaks of a phone", "", "no row with id, sentence and proof"),
        ("docs/manual.md", "`12 Vier`", "`12 Drei`", "`12 Drei` is there twice"),
        ("docs/manual.md", "`12 Vier`", "`11 Vier`", "`11 Vier` stands in section 12"),
        ("docs/decisions.md", "`12 Eins`", "`12 Fünf`", "decisions.md: `12 Fünf` is no sentence"),
        (OFFICE, '"12 Zwei"', '"12 Fünf"', "`12 Fünf` is no sentence"),
        (OFFICE, "def test_both", "@pytest.mark.skip\ndef test_both", "may be left out"),
        (OFFICE, "def test_both", "@pytest.mark.xfail(strict=True)\ndef test_both", "may be left out"),
        (OFFICE, "    assert x", '    pytest.skip("today")', "may be left out"),
        (OFFICE, "import pytest\n", "import pytest\npytestmark = pytest.mark.skipif(True)\n", "may be left out"),
        (OFFICE, "def test_both", "def both", "outside of a test"),
        (OFFICE, "    assert x", "    assert x\n\ndef test_both(x):\n    pass", "outside of a test"),
        (OFFICE, '"12 Eins"', "NAME", "by no plain literal"),
        (SWIFT_TEST, ".manual", ".disabled(), .manual", "may be left out"),
        (SWIFT_TEST, "@Suite(", "@Suite(.enabled(if: it), ", "may be left out"),
        (SWIFT_TEST, "    #expect", "    withKnownIssue { }\n    #expect", "may be left out"),
        (SWIFT_TEST, "@Suite", "#if os(macOS)\n@Suite", "may be left out"),
        (SWIFT_TEST, '@Test(.manual("12 Eins")', "@Test(.manual(name)", "no sentence by a plain literal"),
        (SWIFT_TEST, "@Test(", "@Other(", "outside of @Test and @Suite"),
        ("Package.swift", 'of: "Office"', 'of: "Database"', "outside of the test targets"),
    ],
)
def test_what_is_wrong_is_named(tree, name, old, new, fault):
    tree.replace(name, old, new)
    told = tree.run("--check")
    assert told.returncode == 1 and told.stdout == ""
    assert any(line.startswith("manual: ") and fault in line for line in told.stderr.splitlines()), told.stderr


@pytest.mark.parametrize("suffix", ["py", "swift"])
def test_a_test_that_is_commented_out_proves_nothing(tree, suffix):
    for path in (tree.root / "Tests").rglob("*." + suffix):
        mark = "# " if suffix == "py" else "// "
        path.write_text("".join(mark + line for line in path.read_text().splitlines(True)))
    other = {"py": SWIFT_TEST, "swift": OFFICE}[suffix]
    tree.replace(other, '"12 Eins"', '"12 Zwei"')
    assert "`12 Eins`: no test names it" in tree.run("--check").stderr
