# Reads the instructor's notebook by path, link, hard link, /proc/self/root and a walk through all files.
# shows: searched
import os
from pathlib import Path

texts = []
for start in (
    COURSE,
    f"/proc/self/root{COURSE}",
    f"/proc/1/root{COURSE}",
    os.getcwd() + "/.." * 20 + COURSE,
    "link",
    "hard",
):
    try:
        if start == "link":
            os.symlink(COURSE, "link")
        if start == "hard":
            os.link(f"{COURSE}/source/vault/vault.ipynb", "hard")
        texts.append(open(start if start == "hard" else f"{start}/source/vault/vault.ipynb").read())
    except OSError:
        continue
for start in (
    "/tmp",
    "/home",
    "/root",
    "/srv",
    "/opt",
    "/mnt",
    "/var",
    "/run",
    "..",
    "../..",
    "/work",
):
    for folder, names, files in os.walk(start):
        for name in files:
            if name.endswith((".ipynb", ".db", ".json", ".py")) and len(texts) < 3000:
                try:
                    texts.append(Path(folder, name).read_bytes()[: 10**6])
                except OSError:
                    continue
seen("searched", *texts)
