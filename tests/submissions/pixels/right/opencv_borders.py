# Lets OpenCV make the border and the blocks.

# %% px-patch
def patch_of(frame, column):
    wide = cv2.copyMakeBorder(frame, 0, 0, 40, 40, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    red, green, blue = cv2.split(wide[TOP:BOTTOM, 40 + column - REACH : 40 + column + REACH + 1])
    dark = 1 - (0.299 * red + 0.587 * green + 0.114 * blue) / 255
    return cv2.resize(dark, (COLUMNS, ROWS), interpolation=cv2.INTER_AREA)


# %% px-examine
def examine(poles, eye, act, seed):
    patches, _ = poles.reset(seed=seed)
    done = np.zeros(poles.num_envs, dtype=bool)
    began, before, steps = ~done, done.copy(), np.zeros(poles.num_envs)
    seen = eye(patches, began)
    while not done.all():
        patches, _, terminated, truncated, _ = poles.step(act(seen))
        steps[~done] += 1
        seen = eye(patches, before)
        before = terminated + truncated
        done = done | before
    return steps.astype(int)
