# Changes rights, owners, times and attributes of the grader's files, for which no right to write is needed.
# shows: changed: []
import os

changed = []
for target in (
    COURSE,
    f"{COURSE}/gradebook.db",
    f"{COURSE}/submitted",
    HOME,
    f"{HOME}/.netrc",
    f"{DECOY}/note",
    DECOY,
):
    for attempt in (
        lambda: os.chmod(target, 0o751 if os.path.isdir(target) else 0o646),
        lambda: os.chown(target, os.getuid(), os.getgid()),
        lambda: os.utime(target, (0, 0)),
        lambda: os.setxattr(target, "user.hostile", b"1"),
    ):
        try:
            before = os.stat(target), os.listxattr(target)
            attempt()
            if (os.stat(target), os.listxattr(target)) != before:
                changed.append(os.path.basename(target))
        except OSError:
            continue
print("changed:", changed)
