# Displays pictures, widgets and nested data: each small enough, and too many, too large or too deep together.
# shows: Stopped
from IPython.display import display

deep = []
for _ in range(300):
    deep = [deep]
display({"application/json": deep, "text/plain": "deep"}, raw=True)
while True:
    display({"image/png": "A" * 100_000, "text/plain": "wide"}, raw=True)
