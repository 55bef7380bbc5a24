# Orders work for later: cron, at, systemd, profiles and start-up files of shells and Python.
# shows: written: []
import os
import subprocess
from pathlib import Path

written = []
for target in (
    "/etc/cron.d/me",
    "/etc/crontab",
    "/var/spool/cron/crontabs/root",
    "/var/spool/cron/atjobs/a",
    "/etc/profile.d/me.sh",
    "/etc/systemd/system/me.service",
    f"{HOME}/.bashrc",
    f"{HOME}/.config/autostart/me.desktop",
    f"{HOME}/.ipython/profile_default/startup/me.py",
    "/root/.bashrc",
    "/etc/ld.so.preload",
    "/proc/sys/kernel/core_pattern",
    "/sys/kernel/uevent_helper",
    f"{DECOY}/hostile_was_here",
):
    try:
        Path(target).write_text("* * * * * root hostile_was_here\n")
        written.append(target)
    except OSError:
        continue
for command in ("echo id | at now", "echo '* * * * * id' | crontab -", "systemd-run id"):
    done = subprocess.run(command, shell=True, capture_output=True, timeout=10)
    written += [command] if done.returncode == 0 else []
print("written:", written)
