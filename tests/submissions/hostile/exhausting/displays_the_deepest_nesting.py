# Displays data nested a little deeper each time, to find the depth at which somebody stumbles.
# shows: deep
from IPython.display import display

print("deep")
for depth in range(20, 900, 20):
    nested = []
    for _ in range(depth):
        nested = [nested]
    display({"application/json": nested, "text/plain": "deep"}, raw=True)
