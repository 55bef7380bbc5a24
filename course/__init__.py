"""The command ``course``: student notebooks from sources, a grader's front door, and the website."""
