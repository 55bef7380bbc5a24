"""What Python's libraries say of an error, without what only their authors can read."""

from __future__ import annotations

import re

_NODE = re.compile(r"\{\{function_node [^{}]*\}\}\s*")
_OPERATION = re.compile(r"\s*\[Op:(\w+)\](?: name:\s*\S*)?\s*$")
_NUMPY_MATMUL = re.compile(
    r"(\w+): Input operand (\d) has a mismatch in its core dimension (\d), with gufunc signature \S+"
    r" \(size (\d+) is different from (\d+)\)"
)
_SHAPES = re.compile(
    r"Incompatible shapes|could not be broadcast together|Matrix size-incompatible"
    r"|different shape for argument|has a mismatch in its core dimension"
)
_SHAPES_HINT = (
    "the shapes of two values don't fit together: print the shape of each before that line"
)

ASKS_A_WORLD = re.compile(r"\.(?:step|reset)\(")
FIVE_VALUES = (
    "Since gymnasium 0.26 env.step gives five values (state, reward, terminated, truncated, info) and "
    "env.reset two (state, info)."
)
NO_FILE = "Hand in every file your code reads, beside the notebook: it finds no others of yours."


def text_of(error: BaseException) -> str:
    """Return the text of an exception, or its class's name where its own code for that fails."""
    try:
        return str(error)
    except Exception:
        return type(error).__name__


def readable(message: str) -> str:
    """Return an error's message without names of TensorFlow's nodes and numpy's signatures."""
    message = _OPERATION.sub(r" (in TensorFlow's \1)", _NODE.sub("", message))
    return _NUMPY_MATMUL.sub(
        r"\1: the number of columns on the left and of rows on the right differ (\5 and \4)",
        message,
    )


def shapes_hint(message: str) -> str:
    """Return what to do about an error that is about shapes, or nothing if it is not."""
    return _SHAPES_HINT if _SHAPES.search(message) else ""
