# Computes for ever in Python.
# shows: took longer
while True:
    pass
