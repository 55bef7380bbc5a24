"""What a class is handed, and what it hands in: the student kit.

``course kit`` lives here. It takes what ``course release`` has made and proven, and ``lib``, and adds nothing
that a student must not read.
"""
