# Connects to the Unix sockets of other services: by path, by link, by abstract name, by descriptor.
# shows: reached: []
import os
import socket

reached = []
names = [
    "/var/run/docker.sock",
    "/run/dbus/system_bus_socket",
    "/run/systemd/private",
    "/tmp/.X11-unix/X0",
    "/dev/log",
]
try:
    os.symlink(f"{DECOY}/service", "service")
    names.append("service")
except OSError:
    pass
for address in [
    *names,
    f"\0{DECOY}/abstract",
    "\0/tmp/.X11-unix/X0",
    f"/proc/{GRADER}/root{DECOY}/service",
]:
    for make in (lambda: socket.socket(socket.AF_UNIX), lambda: socket.socketpair()[0]):
        try:
            with make() as sock:
                sock.connect(address)
                reached.append(address)
        except OSError:
            continue
print("reached:", reached)
