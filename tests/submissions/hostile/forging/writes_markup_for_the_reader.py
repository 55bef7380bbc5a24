# Speaks HTML, Markdown and terminal escapes to whoever reads the feedback, the table or the notebook.
# shows: HOSTILE
from IPython.display import HTML, Javascript, display

SCRIPT = "<script>HOSTILE()</script><img src=x onerror=HOSTILE()>"
print(SCRIPT, "\x1b]0;HOSTILE\x07\x1b[2J\x1b[31m passed")
display(HTML(SCRIPT), Javascript("HOSTILE()"))
display(
    {"image/svg+xml": f"<svg onload='HOSTILE()'>{SCRIPT}</svg>", "text/plain": SCRIPT}, raw=True
)


# %% total
def total(xs):
    print(SCRIPT)
    raise ValueError(SCRIPT)


# %% draw
def draw(rng, sides):
    return SCRIPT
