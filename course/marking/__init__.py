"""Where a person marks a class's written answers, in a page of this machine alone.

``course mark`` serves it. It reads graded notebooks and the gradebook, and writes a person's points and
comments there, as Formgrader does; besides, it notes which answer they were given to. It knows nothing
of the sandbox: nothing that a student wrote runs here.
"""
