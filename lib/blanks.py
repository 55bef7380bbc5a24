"""Make an unfilled `<YOUR CODE: hint>` a friendly message instead of a SyntaxError.

`import lib` registers a transformer with IPython. From the next cell on, every blank becomes a
call that raises when it is *reached*: a half-done cell still defines its functions, and the
message names the blank that is missing.
"""

import re
import sys

_SCANNER = re.compile(
    r"""
      (?P<text> '{3} (?: \\. | . )*? (?: '{3} | \Z )     # '''text''', or left open
              | "{3} (?: \\. | . )*? (?: "{3} | \Z )
              | ' (?: \\. | [^'\\\n] )* '                # 'text', closed on its own line
              | " (?: \\. | [^"\\\n] )* " )
    | (?P<comment> \# [^\n]* )
    | <YOUR\ CODE [ ]* (?: : [ ]* (?P<hint>
          (?: (?! <YOUR\ CODE ) [^\n] )*?                # "the arm with Q > 0" is one hint when
              (?= [ ]* > [\s:,;)\]}]* (?: \# | $ ) )     # the blank ends its line,
        | [^>\n]*                                        # else a hint ends at the first ">"
      ) )? [ ]* >
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


class Blank(NotImplementedError):
    """Say which blank was reached; a NotImplementedError to all who catch one."""

    def _render_traceback_(self) -> list[str]:
        where = _function_around(self)
        place = f" (in {where})" if where else ""
        return [f"✎ {self}{place}", "  Replace the blank with your code and run the cell again."]


def blank(hint: str = ""):
    """Raise the message for a blank that was reached."""
    raise Blank(f"fill in: {hint}" if hint else "fill in: your code")


def fill_blanks(cell: str) -> str:
    """Return the cell with each blank replaced by a call; lines stay where they are."""
    return cell if cell.startswith("%%") else _SCANNER.sub(_call_in_place_of, cell)


def transform_lines(lines: list[str]) -> list[str]:
    """Do the same for a cell given as lines, as IPython's transformers are called."""
    return fill_blanks("".join(lines)).splitlines(keepends=True)


def register() -> None:
    """Add the transformer to the running IPython, if there is one, once."""
    if "IPython" not in sys.modules:
        return
    shell = sys.modules["IPython"].get_ipython()
    if shell is None:
        return
    transformers = shell.input_transformers_cleanup
    if not any(_is_ours(transformer) for transformer in transformers):
        transformers.append(transform_lines)


def _call_in_place_of(match: re.Match) -> str:
    if match["text"] or match["comment"]:
        return match[0]
    # Through __import__, so that nothing a student names or deletes can stand in the way.
    return f"__import__('lib.blanks', fromlist=['blank']).blank({(match['hint'] or '')!r})"


def _is_ours(transformer) -> bool:
    # By name: after a reload of this module the registered function is an older object.
    name = (getattr(transformer, "__module__", ""), getattr(transformer, "__name__", ""))
    return name == (__name__, transform_lines.__name__)


def _function_around(error: BaseException) -> str | None:
    names = []
    traceback = error.__traceback__
    while traceback is not None:
        names.append(traceback.tb_frame.f_code.co_name)
        traceback = traceback.tb_next
    inner = names[-2] if len(names) > 1 else "<module>"  # names[-1] is `blank` itself
    return None if inner == "<module>" else inner
