# Makes namespaces, mounts, handles, rings and programs in the kernel: every call that ever opened a door.
# shows: opened: []
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
x86 = os.uname().machine == "x86_64"
numbers = dict(
    zip(
        "unshare setns mount umount2 pivot_root chroot bpf perf_event_open userfaultfd io_uring_setup open_by_handle_at "
        "name_to_handle_at add_key keyctl open_tree fsopen move_mount init_module kexec_load fanotify_init ptrace".split(),
        (
            272,
            308,
            165,
            166,
            155,
            161,
            321,
            298,
            323,
            425,
            304,
            303,
            248,
            250,
            428,
            430,
            429,
            175,
            246,
            300,
            101,
        )
        if x86
        else (
            97,
            268,
            40,
            39,
            41,
            51,
            280,
            241,
            282,
            425,
            265,
            264,
            217,
            219,
            428,
            430,
            429,
            105,
            104,
            262,
            117,
        ),
    )
)
opened = [
    name for name, number in numbers.items() if libc.syscall(number, 0x10000000, 0, 0, 0, 0) >= 0
]
opened += [
    flag
    for flag in (0x10000000, 0x20000000, 0x20000, 0x40000000)
    if libc.syscall(56 if x86 else 220, flag | 17, 0, 0, 0, 0) >= 0
]
print("opened:", opened)
