"""Import libraries that talk before anybody can ask them not to."""

import contextlib
import gc
import logging
import os
import sys
import tempfile
from collections.abc import Iterator

_frozen = False
_STDERR = 2  # the descriptor: C++ writes to it past sys.stderr


@contextlib.contextmanager
def chatter() -> Iterator[None]:
    """Hold back what is written to the standard error stream, by C++ too; for an import.

        with quiet.chatter():
            import tensorflow as tf

    TensorFlow greets with lines about missing GPUs before its log level counts. If the block raises
    an exception, the reader needs every word: then what was held back is written after all. Keras
    imports Matplotlib, which on a slow machine remarks on its fonts, once, past that stream: nbgrader's
    Validate takes whatever a cell writes there for a failure.
    """
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    with _unsearched(), _held_back():
        yield


@contextlib.contextmanager
def _unsearched() -> Iterator[None]:
    """Don't search for garbage meanwhile and, in what TensorFlow's import made, never again.

    Its import makes 300,000 objects and drops few. Python would search them all while it makes
    them, and several times when it ends: seconds for which whoever pressed Validate waits.
    """
    global _frozen
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()
        if "tensorflow" in sys.modules and not _frozen:  # to count what is frozen takes 20 ms
            gc.freeze()
            _frozen = True


@contextlib.contextmanager
def _held_back() -> Iterator[None]:
    with contextlib.suppress(OSError, ValueError):  # a stream may be closed, or be no file at all
        sys.stderr.flush()
    try:
        before = os.dup(_STDERR)
    except OSError:  # closed: nobody hears anything
        yield
        return
    with tempfile.TemporaryFile() as held:
        os.dup2(held.fileno(), _STDERR)
        try:
            yield
        except BaseException:
            os.dup2(before, _STDERR)
            held.seek(0)
            os.write(_STDERR, held.read())
            raise
        finally:
            os.dup2(before, _STDERR)
            os.close(before)
