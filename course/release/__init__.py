"""From ``source/`` to ``release/``: blanks for solutions, folded checks, and proof that nothing leaks.

``course release`` and ``course book`` call it, and so does stock nbgrader, whose configuration names
:class:`Blanks` and :class:`Sealed` here. It reads sources and writes releases; it grades nothing.
"""

from course.release.build import PREPROCESSORS, Blanks, Sealed

__all__ = ["PREPROCESSORS", "Blanks", "Sealed"]
