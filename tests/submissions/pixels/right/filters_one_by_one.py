# Asks one filter after another, moving the picture and not the window.

# %% px-convolution
def convolve(picture, kernel, bias, stride):
    height, width = kernel.shape[:2]
    down, across = picture.shape[0] - height + 1, picture.shape[1] - width + 1
    answers = []
    for f, b in enumerate(bias):
        total = np.full((down, across), float(b))
        for i in range(height):
            for j in range(width):
                total += (picture[i : i + down, j : j + across] * kernel[i, j, :, f]).sum(axis=2)
        answers.append(total[::stride, ::stride])
    return np.stack(answers, axis=-1)


# %% px-mirror
def symmetric(network, seen):
    turned = np.flip(seen, axis=2) if isinstance(seen, np.ndarray) else tf.reverse(seen, [2])
    f, g = network(seen), network(turned)
    return f[:, 0] - g[:, 0], g[:, 1] + f[:, 1]
