# Writes, links and listens in the folder where it is confined, and in every folder that it imports from.
# shows: written: []
import os
import sys

home = os.path.dirname(os.getcwd())
places = {
    home,
    f"{home}/sockets",
    f"{home}/temporary/..",
    "/run",
    "/",
    *sys.path,
    *(os.path.dirname(p) for p in sys.path),
}
written = []
for place in sorted(places - {"", os.getcwd()}):
    for act in (
        lambda p: open(f"{p}/hostile_was_here", "w").close(),
        lambda p: os.mkdir(f"{p}/hostile_was_here_too"),
        lambda p: os.symlink(COURSE, f"{p}/hostile_was_here_linked"),
        lambda p: os.rename(p, f"{p}-hostile_was_here"),
    ):
        try:
            act(place)
            written.append(place)
        except OSError:
            continue
print("written:", written)
