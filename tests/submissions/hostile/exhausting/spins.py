# Computes for ever in Python.
# shows: of processor time
while True:
    pass
