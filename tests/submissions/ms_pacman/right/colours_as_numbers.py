# Packs three numbers of a colour into one before comparing.

# %% mp-find
def packed(pixels):
    pixels = np.asarray(pixels, dtype=np.int64)
    return pixels[..., 0] * 65536 + pixels[..., 1] * 256 + pixels[..., 2]


def find(frame, colour):
    places = np.argwhere(packed(frame[:HEIGHT]) == packed(colour))
    if places.size == 0:
        return None
    return tuple((places.min(axis=0) + places.max(axis=0)) / 2)


# %% mp-maze
def corridors(frame):
    pixels = frame.astype(np.int64) @ np.array([65536, 256, 1])
    return pixels[np.ix_(TOPS + 11, MIDDLES)] != pixels[WALL_AT]
