# Fetches and sends with every program that can: curl, wget, ssh, git, pip, bash's own /dev/tcp.
# shows: fetched: []
import subprocess
import urllib.request

fetched = []
for command in (
    "curl -m 1 http://127.0.0.1:8888",
    "wget -T 1 -O - http://127.0.0.1",
    "git ls-remote git://127.0.0.1/x",
    "ssh -o ConnectTimeout=1 127.0.0.1 true",
    "bash -c 'exec 3<>/dev/tcp/127.0.0.1/22'",
    "ping -c 1 -W 1 127.0.0.1",
):
    try:
        subprocess.run(
            command,
            shell=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=0.3,
            check=True,
        )
        fetched.append(command)
    except subprocess.SubprocessError:
        continue
try:
    fetched.append(urllib.request.urlopen("http://127.0.0.1:8888", timeout=1))
except OSError as error:
    print(error)
print("fetched:", fetched)
