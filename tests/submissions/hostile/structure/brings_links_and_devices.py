# Brings symbolic links to the course and home, a pipe that nobody writes, and a very deep folder.
import os


def attack(notebook, folder):
    for number, target in enumerate(
        ("/etc", "../../..", "../../../gradebook.db", "../../../source", "/dev/zero", "loop4")
    ):
        os.symlink(target, folder / f"loop{number}")
    os.mkfifo(folder / "fifo")
    deep = folder / "/".join(["deep"] * 100)
    deep.mkdir(parents=True)
    (deep / "data.csv").write_text("1,2")
