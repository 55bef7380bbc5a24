# Makes empty files, folders within folders, and links by the hundred thousand, to be deleted afterwards.
# shows: made
import os

made = 0
try:
    for made in range(100_000):
        os.close(os.open(f"empty{made}", os.O_CREAT | os.O_WRONLY))
except OSError as error:
    print("made", made, error.strerror)
try:
    while True:
        os.mkdir("d")
        os.chdir("d")
except OSError as error:
    print("deep", error.strerror)
print("made", made)
