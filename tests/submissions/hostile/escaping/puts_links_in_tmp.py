# Puts links, fifos, mount points and folders named like the grader's own in /tmp and /dev/shm, and looks for others' files.
# shows: found: []
import os
import tempfile

found = []
for place in ("/tmp", "/dev/shm", tempfile.gettempdir()):
    for number, target in enumerate(
        ("/", COURSE, HOME, DECOY, f"{COURSE}/gradebook.db", "/proc/1/root", "..")
    ):
        link = f"{place}/link{number}"
        try:
            os.symlink(target, link)
            found += [
                name
                for name in (os.listdir(link) if os.path.isdir(link) else ())
                if name in ("gradebook.db", "source", "submitted")
            ]
            with open(f"{link}/hostile_was_here" if os.path.isdir(link) else link, "a") as stream:
                stream.write("hostile_was_here")
        except OSError:
            continue
    for name in ("autograder-server-x", ".X11-unix", "outside-x", "vault-x"):
        try:
            os.makedirs(f"{place}/{name}/sockets", exist_ok=True)
            os.mkfifo(f"{place}/{name}/forkserver")
        except OSError:
            continue
    for act in (os.link, os.rename):
        try:
            act(f"{COURSE}/gradebook.db", f"{place}/taken")
            found.append("gradebook.db")
        except OSError:
            continue
print("found:", found)
