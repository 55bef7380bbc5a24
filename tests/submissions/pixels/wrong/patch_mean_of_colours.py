# Weighs all colours alike.
# fails: px-patch-tests, px-patch-edge-tests
# says: weight

# %% px-patch
def patch_of(frame, column):
    grey = frame.mean(axis=2).astype(np.uint8)
    wide = np.pad(grey, ((0, 0), (REACH, REACH)), constant_values=255)
    cut = wide[TOP:BOTTOM, column : column + 2 * REACH + 1]
    small = cv2.resize(cut, (COLUMNS, ROWS), interpolation=cv2.INTER_AREA)
    return 1 - small / 255
