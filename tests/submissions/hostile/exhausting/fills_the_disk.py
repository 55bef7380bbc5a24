# Fills its folder, the temporary folder and shared memory with large files.
# shows: full
import itertools

for folder in (".", "/tmp", "/dev/shm"):
    try:
        for number in itertools.count():
            with open(f"{folder}/junk{number}", "wb") as stream:
                stream.write(b"x" * 5_000_000)
            if number * 5 > 8 * MEGABYTES:
                print("more than allowed in", folder)
                break
    except OSError as error:
        print("full:", folder, error.strerror)
