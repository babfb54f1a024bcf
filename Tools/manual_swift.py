"""Finds tests in Swift files that name sentences of the manual: `.manual("...")` in @Test or @Suite.

No compiler is asked, so that it takes no time; comments, literals and braces are read as the compiler does.
"""

import re
from dataclasses import dataclass

# What lets a test, or all of a suite, be left out or fail unseen.
SKIPS = re.compile(r"\.(?:disabled|enabled)\s*\(|\bwithKnownIssue\b|\bTest\.cancel\b")
WORDS = re.compile(
    r"[{}]|#if\b|#endif\b|@(?:Test|Suite)\b|\.manual\s*\(|\bfunc\s+`?(?P<function>[^`(<\s]+)"
    r"|(?:\b(?:struct|enum|actor|extension)|\bclass(?!\s+(?:func|var|let|subscript)\b))\s+(?P<type>[\w.]+)"
)


def blank(text):
    """Swift without comments and literals: spaces stand in their places."""
    pieces, at = [], 0
    for start, end in literals(text):
        pieces += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
        at = end
    return "".join(pieces) + text[at:]


def literals(text):
    """Where the comments and string literals of Swift are."""
    at = 0
    while begin := re.compile(r'//|/\*|#/|#*"').search(text, at):
        word = begin[0]
        if word == "//":
            end = text.find("\n", begin.end())
            at = len(text) if end < 0 else end
        elif word == "/*":
            at = end_of_comment(text, begin.end())
        elif word == "#/":
            at = text.find("/#", begin.end()) + 2
        else:
            at = end_of_string(text, begin.start())
        yield begin.start(), at


def end_of_comment(text, at):
    """Swift's comments may lie in one another."""
    depth = 1
    while depth and (mark := re.compile(r"/\*|\*/").search(text, at)):
        depth, at = depth + (1 if mark[0] == "/*" else -1), mark.end()
    return at if not depth else len(text)


def end_of_string(text, at):
    """The end of the literal that begins there, with what is interpolated."""
    hashes, quotes = re.compile(r'(#*)("""(?=[ \t]*\n)|")').match(text, at).groups()
    at += len(hashes + quotes)
    mark = re.compile(rf"{quotes}{hashes}|\\{hashes}(\(|.)" + ("" if len(quotes) == 3 else "|\n"), re.DOTALL)
    while found := mark.search(text, at):
        at = found.end()
        if found[1] == "(":
            at = end_of_interpolation(text, at)
        elif not found[1]:
            return at
    return len(text)


def end_of_interpolation(text, at):
    """Behind the parenthesis that closes the one before `at`."""
    depth = 1
    while depth and (mark := re.compile(r'[()]|#*"').search(text, at)):
        if mark[0].endswith('"'):
            at = end_of_string(text, mark.start())
        else:
            depth, at = depth + (1 if mark[0] == "(" else -1), mark.end()
    return at if not depth else len(text)


@dataclass
class Scope:
    """A type or a test between its braces."""

    name: str = ""
    sentences: tuple = ()
    is_test: bool = False
    # Whether it, or what it stands in, may be left out.
    may_skip: bool = False
    start: int = 0


class SwiftFile:
    """One file: walked from brace to brace, with the types and tests that are open."""

    def __init__(self, text, name, is_target, tests):
        self.text, self.code, self.name, self.tests = text, blank(text), name, tests
        self.is_target = is_target
        self.open, self.conditions = [], 0
        # The attribute before the next declaration, and the declaration before the next brace.
        self.attribute, self.declared = None, Scope()

    def read(self):
        at = 0
        while word := WORDS.search(self.code, at):
            at = self.take(word)

    def take(self, word):
        """Goes past a word, and says where to go on."""
        if word[0].startswith("@"):
            return self.begin_attribute(word)
        if word[0] == "{":
            self.declared.start = word.end()
            self.open.append(self.declared)
            self.declared = Scope()
        elif word[0] == "}":
            self.declared = Scope()
            if self.open:
                self.close(self.open.pop(), word.start())
        elif word[0].startswith("#"):
            self.conditions += 1 if word[0] == "#if" else -1
        elif word[0].startswith("."):
            self.fault(word.start(), "names a sentence outside of @Test and @Suite")
        else:
            self.declare(word["function"] or word["type"], is_test=bool(word["function"]))
        return word.end()

    def begin_attribute(self, word):
        """Reads @Test or @Suite with its arguments."""
        end = word.end()
        if self.code[end : end + 1] == "(":
            end = end_of_interpolation(self.code, end + 1)
        arguments, sentences = self.code[word.end() : end], []
        for trait in re.finditer(r"\.manual\s*\(", arguments):
            start = word.end() + trait.end()
            said = self.text[start : end_of_interpolation(self.code, start) - 1]
            if not re.fullmatch(r'\s*(?:"[^"\\\n]*"\s*,?\s*)+', said):
                self.fault(start, "names no sentence by a plain literal")
            sentences += re.findall(r'"([^"]*)"', said)
        self.attribute = (tuple(sentences), bool(SKIPS.search(arguments)), word[0] == "@Test")
        return end

    def declare(self, name, is_test):
        """Gives the attribute before it to a type or a function."""
        sentences, may_skip, of_test = self.attribute or ((), False, False)
        self.attribute = None
        self.declared = Scope(name, sentences, is_test and of_test, may_skip or self.conditions > 0)

    def close(self, scope, end):
        """Notes a test that has been read whole."""
        if not scope.is_test:
            return
        types = [outer for outer in self.open if outer.name]
        own, suites = scope.sentences, [outer for outer in types if outer.sentences]
        if not own and not suites:
            return
        skips = scope.may_skip or any(outer.may_skip for outer in types)
        if skips or SKIPS.search(self.code, scope.start, end):
            return self.fault(scope.start, f"{scope.name} names a sentence but may be left out")
        if not self.is_target:
            return self.fault(scope.start, f"{scope.name} names a sentence outside of the test targets")
        place = "/".join([self.name.parts[0], ".".join(outer.name for outer in types)])
        self.tests.add(f"{place}.{scope.name}()", own)
        for suite in suites:
            self.tests.add(f"{place} (all of its tests)", suite.sentences)

    def fault(self, at, what):
        self.tests.faults.append(f"Tests/{self.name}:{self.text.count(chr(10), 0, at) + 1}: {what}")
