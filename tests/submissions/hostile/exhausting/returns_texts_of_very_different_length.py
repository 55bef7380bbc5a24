# Returns texts of which an array would be a table: as many rows as texts, as wide as the longest.
# shows: 150 texts of up to | ran out of memory
# %% total
def total(xs):
    return ["\N{GRINNING FACE}" * 1_000_000, *[""] * 149]


# %% shares
def shares(weights):
    return ["e" * 900_000, *[""] * 140]


# %% draw
def draw(rng, sides):
    return ["\N{GRINNING FACE}" * 1_000_000, *[""] * 20_000]
