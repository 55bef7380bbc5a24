# Closes all descriptors of the kernel, and opens others in their places.
# shows: ended the kernel
import os

os.closerange(3, 256)
while True:
    os.dup(1)
