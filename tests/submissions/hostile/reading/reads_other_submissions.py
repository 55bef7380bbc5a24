# Looks for a neighbour's work where it was handed in, where it was staged and where it is being run.
# shows: searched
import glob
import os
import tempfile

texts = []
parents = {os.path.dirname(os.path.dirname(os.getcwd())), "/tmp", COURSE, tempfile.gettempdir()}
for parent in parents:
    for path in glob.glob(f"{parent}/*/**", recursive=True):
        if os.path.isfile(path) and not path.startswith(os.getcwd()):
            try:
                texts.append(open(path, "rb").read(10**6))
            except OSError:
                continue
for student in ("anna", "berta"):
    for place in ("submitted", "autograded", "feedback", ".autograder"):
        for path in (
            f"{COURSE}/{place}/{student}/vault/vault.ipynb",
            f"{COURSE}/{place}/vault/{student}/vault.json",
        ):
            try:
                texts.append(open(path).read())
            except OSError:
                continue
seen("searched", *texts)
