"""What people get to see of verdicts: tables, feedback pages, exports, and scores given by hand.

The command calls it after grading. It reads results, graded notebooks and the gradebook, and writes
files for people; it runs nothing and decides no points.
"""
