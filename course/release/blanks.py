"""The marks an author writes in a source notebook, and what readers of the release see instead.

    ### BEGIN SOLUTION: pull each arm once, then the best
    ...                                                     <YOUR CODE: pull each arm once, …>
    ### END SOLUTION

    return counts / total  ### BLANK: a probability per arm  return <YOUR CODE: a probability …>

Everything here is text to text; notebooks and nbgrader come in ``release.py``.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from autograder.errors import BadSource

BEGIN = re.compile(r"^(?P<indent>[ \t]*)### BEGIN SOLUTION(?::[ \t]*(?P<hint>.*?))?[ \t]*$")
END = re.compile(r"^[ \t]*### END SOLUTION[ \t]*$")
BLANK = re.compile(r"^(?P<code>.*?\S)[ \t]*### BLANK(?::[ \t]*(?P<hint>.*?))?[ \t]*$")

# Looser than the patterns above, so that a slip of the pen is reported rather than released.
MARKS = re.compile(
    r"(?:BEGIN|END)[ _-]*(?:SOLUTION|HIDDEN|MARK[ _-]*SCHEME)|#\s*BLANK\b"
    r"|###\s*(?i:(?:begin|end)[ _-]*(?:solution|hidden|mark[ _-]*scheme))"
)

# nbgrader cuts these out by itself, but says nothing of a missing BEGIN; we read them to be sure.
HIDDEN = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
MARK_SCHEME = ("BEGIN MARK SCHEME", "END MARK SCHEME")

OPERATORS = ("", "+", "-", "*", "/", "//", "%", "**", "@", "&", "|", "^", ">>", "<<")
ASSIGNMENTS = {f"{operator}=" for operator in OPERATORS}
KEYWORDS = {"return", "yield"}


@dataclass(frozen=True)
class Hidden:
    """A source cell cut in two: the text readers may see, and the passages they may not."""

    visible: str
    secrets: tuple[str, ...]


def blank(hint: str | None) -> str:
    """Return what stands where a solution was. Raises ``BadSource`` for a hint it can't hold."""
    if not hint:
        return "<YOUR CODE>"
    if "<YOUR CODE" in hint or hint.endswith(">"):
        raise BadSource(f"a hint can't hold another blank or end in >: {hint!r}. Say it in words.")
    return f"<YOUR CODE: {hint}>"


def hide_solutions(source: str, stub: str | None = None) -> Hidden:
    """Replace every solution in ``source`` by a blank, or by ``stub`` in a text cell.

    Raises ``BadSource`` when marks are nested, unclosed, misspelt, or hide nothing.
    """
    visible: list[str] = []
    secrets: list[str] = []
    inside: list[str] | None = None
    for line in source.split("\n"):
        if begin := BEGIN.match(line):
            if inside is not None:
                raise BadSource("BEGIN SOLUTION inside a solution: close the first one before it")
            inside = []
            visible.append(begin["indent"] + (blank(begin["hint"]) if stub is None else stub))
        elif END.match(line):
            if inside is None:
                raise BadSource("END SOLUTION without a BEGIN SOLUTION above it")
            if not any(text.strip() for text in inside):
                raise BadSource("there is nothing between BEGIN SOLUTION and END SOLUTION")
            secrets.append("\n".join(inside))
            inside = None
        elif inside is not None:
            if re.search(r"#\s*BLANK\b", line):
                raise BadSource("a BLANK inside a solution: the whole passage is hidden already")
            inside.append(line)
        elif stub is None and (inline := BLANK.match(line)):
            left, right = _two_sides(inline["code"])
            visible.append(f"{left} {blank(inline['hint'])}")
            secrets.append(right)
        else:
            visible.append(line)
    if inside is not None:
        raise BadSource("BEGIN SOLUTION without an END SOLUTION below it")
    return Hidden("\n".join(visible), tuple(secrets))


def hide_regions(source: str, marks: tuple[str, str]) -> Hidden:
    """Cut out every passage between the two nbgrader ``marks``, marks included.

    Raises ``BadSource`` when they are nested or unclosed.
    """
    begin, end = marks
    visible: list[str] = []
    secrets: list[str] = []
    inside: list[str] | None = None
    for line in source.split("\n"):
        if begin in line:
            if inside is not None:
                raise BadSource(f"{begin} inside another: close the first one before it")
            inside = []
        elif end in line:
            if inside is None:
                raise BadSource(f"{end} without a {begin} above it")
            secrets.append("\n".join(inside))
            inside = None
        elif inside is not None:
            inside.append(line)
        else:
            visible.append(line)
    if inside is not None:
        raise BadSource(f"{begin} without an {end} below it")
    return Hidden("\n".join(visible), tuple(secrets))


def reveal_solutions(source: str) -> str:
    """Return ``source`` with the marks gone and the solutions in place: what a student would hand in."""
    lines: list[str] = []
    for line in source.split("\n"):
        if BEGIN.match(line) or END.match(line):
            continue
        inline = BLANK.match(line)
        lines.append(inline["code"] if inline else line)
    return "\n".join(lines)


@contextmanager
def located(where: str) -> Iterator[None]:
    """Put ``where`` in front of the message of a ``BadSource`` raised inside."""
    try:
        yield
    except BadSource as error:
        raise BadSource(f"{where}: {error}") from error


def _two_sides(code: str) -> tuple[str, str]:
    """Split ``return x`` or ``y = x`` into what stays and what goes.

    Only an ``=`` outside brackets counts, and the last of a chain: ``a = b = 1`` keeps ``a = b =``.
    """
    cut = 0
    depth = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(code.strip()).readline):
            if token.type == tokenize.OP:
                depth += (token.string in "([{") - (token.string in ")]}")
                if depth < 0:  # some versions of Python's tokenizer don't mind
                    raise tokenize.TokenError("a bracket that was not opened")
                if depth == 0 and token.string in ASSIGNMENTS:
                    cut = token.end[1]
            elif token.type == tokenize.NAME:
                if token.string == "lambda":
                    break
                if token.string in KEYWORDS and token.start[1] == 0:
                    cut = token.end[1]
                    break
    except tokenize.TokenError as error:
        raise BadSource(
            f"a BLANK must end a statement of one line, this one goes on: {code.strip()!r}. "
            "Use BEGIN SOLUTION … END SOLUTION."
        ) from error
    text = code.strip()
    left, right = text[:cut], text[cut:].strip()
    if not left or not right:
        raise BadSource(
            f"a BLANK needs `return …` or `name = …` on its line, found {text!r}. "
            "Use BEGIN SOLUTION … END SOLUTION."
        )
    indent = code[: len(code) - len(code.lstrip())]
    return indent + left, right
