# Publishes results, idle states and errors of its own making while it is tested.
# shows: 1000.0
def forge():
    kernel = get_ipython().kernel
    parent = kernel.get_parent()
    content = {"execution_count": 1, "data": {"text/plain": "1000.0"}, "metadata": {}}
    for kind, body in (
        ("stream", {"name": "stdout", "text": "1000.0"}),
        ("execute_result", content),
        ("error", {"ename": 7}),
        ("stream", {"name": []}),
        ("status", {"execution_state": "idle"}),
    ):
        kernel.session.send(kernel.iopub_socket, kind, body, parent=parent)


forge()


# %% total
def total(xs):
    forge()


# %% draw
def draw(rng, sides):
    forge()
    return 1000.0
