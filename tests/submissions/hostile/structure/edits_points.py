# Writes a thousand points into every cell's metadata, as number, text, list, infinity and minus one.
def attack(notebook, folder):
    for cell, points in zip(
        notebook.cells, [1000, "1000", [1000], float("inf"), -1, None, True] * 9
    ):
        cell.metadata.setdefault("nbgrader", {}).update(
            points=points,
            max_points=points,
            auto_score=points,
            manual_score=points,
            extra_credit=points,
        )
