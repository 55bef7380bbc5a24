# Unrolls all windows into one matrix.

# %% px-convolution
def convolve(picture, kernel, bias, stride):
    h, w, k, f = kernel.shape
    tops = range(0, picture.shape[0] - h + 1, stride)
    lefts = range(0, picture.shape[1] - w + 1, stride)
    rows = [picture[t : t + h, l : l + w].ravel() for t in tops for l in lefts]
    return (np.array(rows) @ kernel.reshape(-1, f) + bias).reshape(len(tops), len(lefts), f)


# %% px-look
def look(patch, before):
    patch, before = np.asarray(patch), np.asarray(before)
    return np.concatenate(
        [patch[..., None], GAIN * patch[..., None] - GAIN * before[..., None]], -1
    )
