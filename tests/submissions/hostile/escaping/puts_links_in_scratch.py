# Puts links, fifos and its own sockets where the grader will look, copy, connect or delete.
# shows: linked
import os

places = ("/etc", COURSE, HOME, DECOY, f"{COURSE}/gradebook.db")
for number, target in enumerate(places):
    os.symlink(target, f"link{number}")
os.mkfifo("fifo")
home = os.path.dirname(os.getcwd())
attempts = [
    lambda: os.rename(os.getcwd(), home + "/gone"),
    lambda: os.rmdir(f"{home}/root"),
    lambda: os.symlink(DECOY, f"{home}/root/link"),
    lambda: os.symlink(f"{COURSE}/gradebook.db", f"{home}/sockets/link"),
    lambda: open(f"{home}/sockets/connection.json", "w").write("{}"),
    *(lambda n=n: os.remove(f"{home}/sockets/kernel-{n}") for n in range(1, 6)),
    lambda: os.remove(f"{home}/sockets/connection.json"),
    *(
        lambda n=n: os.symlink(f"{DECOY}/service", f"{home}/sockets/kernel-{n}")
        for n in range(1, 6)
    ),
    lambda: os.chmod(home, 0),
    lambda: os.chmod(os.getcwd(), 0),
]
for attempt in attempts:
    try:
        attempt()
    except OSError:
        continue
print("linked")
