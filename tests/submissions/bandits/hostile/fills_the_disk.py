# Fills its folder, the temporary folder and shared memory with files until there is no room.
# base: untouched
# %% + bandits-setup
import itertools

for folder in (".", "/tmp", "/dev/shm"):
    try:
        for number in itertools.count():
            with open(f"{folder}/junk{number}", "wb") as stream:
                stream.write(b"x" * 10_000_000)
    except OSError as error:
        print(folder, error)
