"""Processes and their lives: the fork server, a keeper for each tree, kernels and verifiers.

`execute` asks for a kernel and has test cells examined. Workers start, watch and end processes, in
the sandbox; what a process in there does is told in `autograder.exam`.
"""
