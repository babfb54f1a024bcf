"""Finds the tests that name sentences of the manual: `.manual("...")` in Swift, `@pytest.mark.manual("...")` in Python.

What counts is a test that every `make test` runs. A name at anything else is a fault, and so is one at a test that may
be skipped.
"""

import ast
import re
from dataclasses import dataclass, field

from manual_swift import SwiftFile

# What lets a test be left out or fail unseen.
SKIPS = {"skip", "skipif", "xfail", "importorskip"}


@dataclass
class Tests:
    """Which tests name which sentences, and what is wrong with others that do."""

    of: dict = field(default_factory=dict)
    faults: list = field(default_factory=list)

    def add(self, test, sentences):
        for sentence in sentences:
            found = self.of.setdefault(sentence, [])
            if test not in found:
                found.append(test)


def find(root):
    """All tests below the directory of Package.swift."""
    tests = Tests()
    package = (root / "Package.swift").read_text()
    targets = {name + "Tests" for name in re.findall(r'\btests\(\s*of: "(\w+)"', package)}
    targets |= set(re.findall(r'\.testTarget\(\s*name: "(\w+)"', package))
    for path in sorted((root / "Tests").rglob("*.swift")):
        name = path.relative_to(root / "Tests")
        if name.parts[0] != "TestSupport":
            SwiftFile(path.read_text(), name, name.parts[0] in targets, tests).read()
    for path in sorted((root / "Tests").rglob("*.py")):
        name = path.relative_to(root / "Tests")
        read_python(path.read_text(), name, name.match("EndToEnd/test_*.py"), tests)
    return tests


def read_python(text, name, is_run, tests):
    """The tests of one file, as pytest collects them."""
    module = ast.parse(text)
    marks = {id(node): node for node in ast.walk(module) if is_mark(node)}
    skips_all = any(skips(node) for node in module.body if not isinstance(node, (ast.FunctionDef, ast.ClassDef)))
    for place, test, may_skip in collected(module.body):
        sentences = [name for decorator in test.decorator_list for name in taken(decorator, marks)]
        if sentences and (skips_all or may_skip or skips(test)):
            tests.faults.append(f"Tests/{name}:{test.lineno}: {test.name} names a sentence but may be left out")
        elif sentences and not is_run:
            tests.faults.append(f"Tests/{name}:{test.lineno}: {test.name} names a sentence outside of the end-to-end tests")
        else:
            tests.add(f"{name}::{place}{test.name}", sentences)
    for mark in marks.values():
        tests.faults.append(f"Tests/{name}:{mark.lineno}: names a sentence outside of a test, or by no plain literal")


def collected(body, place="", may_skip=False):
    """The test functions of a module or class; of two with one name the last alone is run."""
    last = {node.name: node for node in body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    for name, node in last.items():
        if isinstance(node, ast.FunctionDef) and name.startswith("test"):
            yield place, node, may_skip
        elif isinstance(node, ast.ClassDef) and name.startswith("Test"):
            yield from collected(node.body, f"{place}{name}::", any(map(skips, node.decorator_list)))


def taken(decorator, marks):
    """The sentences that a decorator names, and no mark left over of them."""
    for call in ast.walk(decorator):
        if isinstance(call, ast.Call) and id(call.func) in marks and call.args:
            if all(isinstance(argument, ast.Constant) for argument in call.args):
                del marks[id(call.func)]
                yield from (argument.value for argument in call.args)


def is_mark(node):
    """Whether that is `pytest.mark.manual`."""
    return isinstance(node, ast.Attribute) and ast.unparse(node) == "pytest.mark.manual"


def skips(node):
    """Whether a mark or call of pytest in there leaves tests out."""
    return any(
        isinstance(part, ast.Attribute) and part.attr in SKIPS and ast.unparse(part).startswith("pytest.")
        for part in ast.walk(node)
    )
