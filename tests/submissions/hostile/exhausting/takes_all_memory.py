# Allocates memory until something stops it, in a cell and while it is tested.
# shows: of memory | MemoryError | the kernel ended | took longer | of processor time
hoard = []
while True:
    hoard.append(np.ones(4_000_000))


# %% total
def total(xs):
    held = []
    while True:
        held.append(np.ones(4_000_000))
