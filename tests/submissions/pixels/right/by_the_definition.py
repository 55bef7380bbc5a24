# Everything by loops, as the formulas stand.

# %% px-cart
def cart_column(frame):
    dark = [c for c in range(600) if all(int(x) < 128 for x in frame[CART_ROW, c])]
    return (dark[0] + dark[-1]) // 2


# %% px-patch
def patch_of(frame, column):
    patch = np.zeros((ROWS, COLUMNS))
    for r in range(ROWS):
        for c in range(COLUMNS):
            dark = 0.0
            for y in range(TOP + 5 * r, TOP + 5 * r + 5):
                for x in range(column - REACH + 5 * c, column - REACH + 5 * c + 5):
                    if 0 <= x < 600:
                        red, green, blue = frame[y, x].tolist()
                        dark += 1 - (0.299 * red + 0.587 * green + 0.114 * blue) / 255
            patch[r, c] = dark / 25
    return patch


# %% px-empty
def share_empty(patches, began):
    count = total = 0
    for t in range(1, len(patches)):
        for i in range(patches.shape[1]):
            if not began[t, i]:
                total += 1
                count += bool(np.array_equal(patches[t, i], patches[t - 1, i]))
    return count / total


# %% px-memory
def remember(memory, patches, began):
    new = np.empty_like(memory)
    for i in range(memory.shape[1]):
        for place in range(len(memory)):
            fresh = place == 0 or began[i]
            new[place, i] = patches[i] if fresh else memory[place - 1, i]
    return new


# %% px-convolution
def convolve(picture, kernel, bias, stride):
    height, width, channels, filters = kernel.shape
    rows, columns = (
        (picture.shape[0] - height) // stride + 1,
        (picture.shape[1] - width) // stride + 1,
    )
    answers = np.zeros((rows, columns, filters))
    for r, c, f in np.ndindex(rows, columns, filters):
        answers[r, c, f] = bias[f]
        for i, j, k in np.ndindex(height, width, channels):
            answers[r, c, f] += picture[r * stride + i, c * stride + j, k] * kernel[i, j, k, f]
    return answers


# %% px-advantages
def advantages(rewards, values, terminated, truncated, gamma, lam):
    found = np.zeros(np.shape(rewards))
    T, n = found.shape
    for i in range(n):
        for t in range(T):
            weight = 1.0
            for k in range(t, T):
                after = 0.0 if terminated[k, i] else values[k + 1, i]
                found[t, i] += weight * (rewards[k, i] + gamma * after - values[k, i])
                weight *= gamma * lam
                if terminated[k, i] or truncated[k, i]:
                    break
    return found
