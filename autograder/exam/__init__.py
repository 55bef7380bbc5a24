"""How a test is decided: inputs go to the student's process, plain values come back, one verdict.

The verifier runs the test cell on the trusted side, the agent answers in the student's kernel, and
`proxy`, `lent` and `wire` are the line between them. It imports nothing else of ours: whoever reads
this room knows all that a student's code can say to a verdict.
"""
