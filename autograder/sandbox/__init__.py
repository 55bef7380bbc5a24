"""Confine this process: users and limits, Landlock, seccomp, namespaces; and watch a process tree.

Workers call it in a forked child, before a student's byte is read. It knows nothing of notebooks.
"""
