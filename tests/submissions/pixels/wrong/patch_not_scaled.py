# Darkness from 0 to 255.
# fails: px-patch-tests, px-patch-edge-tests
# says: divide

# %% px-patch
def patch_of(frame, column):
    grey = cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY)
    wide = np.pad(grey, ((0, 0), (REACH, REACH)), constant_values=255)
    cut = wide[TOP:BOTTOM, column : column + 2 * REACH + 1]
    small = cv2.resize(cut, (COLUMNS, ROWS), interpolation=cv2.INTER_AREA)
    return 255.0 - small
