# Writes features as comprehensions over cells.

# %% mp-closeness
def closeness(distance, cells):
    return max((1 / (1 + distance[cell]) for cell in cells), default=0)


# %% mp-first
def reached_first(mine, theirs, cells):
    def first(cell):
        hunters = [their[cell] for their in theirs]
        return mine[cell] != FAR and all(mine[cell] + 1 < hunter for hunter in hunters)

    return sum(first(cell) for cell in cells)
