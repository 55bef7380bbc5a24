# Prints without end, and flushes each line, so that nothing is lost on the way.
# shows: printed more than
while True:
    print("z" * 10_000, flush=True)
