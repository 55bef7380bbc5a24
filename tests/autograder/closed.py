"""Programs run as others, where folders stand in the way that only root may enter."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable
from pathlib import Path

OF_CONTAINERS = (  # what Docker and Podman leave to root
    "chown dac_override fowner fsetid kill setgid setuid setpcap net_bind_service sys_chroot"
)


def in_sight(command: list[str], places: Iterable[str | Path]) -> list[str]:
    """Return a command that runs another one where everybody may see these places.

    Where one of them lies in a folder that only root may enter, a private mount namespace shows just them in its
    place. Who isn't root has no such folder.
    """
    if os.geteuid() != 0:
        return command
    needed = {Path(place).resolve() for place in places}
    closed = {
        top: [p for p in needed if top in p.parents] for top in map(closed_above, needed) if top
    }
    script = ["set -e", "keep=$(mktemp -d)"]
    for top, paths in closed.items():
        for number, path in enumerate(paths):
            script.append(
                f"mkdir $keep/{number}; mount --bind {shlex.quote(str(path))} $keep/{number}"
            )
        script.append(f"mount -t tmpfs -o mode=755 none {shlex.quote(str(top))}")
        for number, path in enumerate(paths):
            where = shlex.quote(str(path))
            script.append(
                f"mkdir -p {where}; mount --bind $keep/{number} {where}; umount $keep/{number}"
            )
        script.append("rmdir $keep/*")
    script += ["rmdir $keep", f"exec {shlex.join(command)}"]
    return ["unshare", "--mount", "--propagation", "private", "sh", "-c", "\n".join(script)]


def closed_above(path: Path) -> Path | None:
    """Return the topmost folder above ``path`` that others may not enter."""
    folders = reversed(path.parents)
    return next((f for f in folders if not f.stat().st_mode & 0o001), None)
