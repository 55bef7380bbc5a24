# Starts set-uid programs and asks the kernel for users, groups, capabilities, priorities and limits.
# shows: gained: []
import ctypes
import os
import resource
import subprocess

gained, libc = [], ctypes.CDLL(None, use_errno=True)
for command in (
    "su -c id",
    "sudo -n id",
    "pkexec id",
    "mount -t tmpfs none /tmp",
    "newgrp root",
    "chroot / id",
    "unshare -r id",
    "nsenter -t 1 -a id",
):
    done = subprocess.run(
        command, shell=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=10
    )
    gained += [command] if done.returncode == 0 and b"uid=0" in done.stdout else []
for attempt in (
    lambda: os.setuid(0),
    lambda: os.setresuid(0, 0, 0),
    lambda: os.setgroups([0]),
    lambda: os.setgid(0),
    lambda: os.nice(-5),
    lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (10**6, 10**6)),
    lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1)),
    lambda: os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1)),
    lambda: os.chroot("/tmp"),
    lambda: os.mknod("disk", 0o60666, 2049),
):
    try:
        gained.append(repr(attempt()))
    except (OSError, ValueError):
        continue
print("gained:", gained, os.getuid() == os.geteuid() != 0, libc.prctl(39, 0, 0, 0, 0) == 1)
