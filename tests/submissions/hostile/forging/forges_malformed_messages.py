# Signs messages that no kernel sends: impossible dates, no headers, endless nesting, huge numbers.
# shows: sent
import json

session, iopub = get_ipython().kernel.session, get_ipython().kernel.iopub_socket
parent = json.loads(json.dumps(get_ipython().kernel.get_parent()["header"], default=str))


def send(*parts):
    parts = [part if isinstance(part, bytes) else json.dumps(part).encode() for part in parts]
    iopub.send_multipart([b"x", b"<IDS|MSG>", session.sign(parts), *parts])


header = {**parent, "msg_type": "stream"}
for content in (
    b"[" * 400 + b"]" * 400,
    b"1e999",
    b"9" * 4000,
    b"NaN",
    b'"\\ud800"',
    b"\xff",
    b"",
    b"[]",
):
    send(header, parent, {}, content)
    send(header, content, content, {})
for date in (
    "9999-12-31T23:59:59+99:99",
    "0000-00-00T00:00:00Z",
    "1-1-1",
    7,
    None,
    [],
    "2024-02-30T00:00:00-23:59",
):
    send({**header, "date": date, "msg_id": date}, {**parent, "date": date}, {}, {})
for kind in (None, 7, [], {}, "status", "stream", "error", "display_data", "execute_result"):
    for content in (
        {},
        [],
        {"data": 7},
        {"data": {"text/plain": 7}, "metadata": []},
        {"name": 7, "text": {}},
        {"execution_state": []},
        {"ename": {}, "evalue": [], "traceback": 7},
    ):
        send({**header, "msg_type": kind}, parent, {}, content)
iopub.send_multipart([b"x"])
iopub.send_multipart([b"<IDS|MSG>", b"", b"", b"", b"", b""])
print("sent")
