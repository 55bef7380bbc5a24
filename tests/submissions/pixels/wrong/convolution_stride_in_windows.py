# Cuts windows at the wrong places.
# fails: px-convolution-stride-tests

# %% px-convolution
def convolve(picture, kernel, bias, stride):
    height, width = kernel.shape[:2]
    rows = (picture.shape[0] - height) // stride + 1
    columns = (picture.shape[1] - width) // stride + 1
    answers = np.empty((rows, columns, len(bias)))
    for r in range(rows):
        for c in range(columns):
            window = picture[r : r + height, c : c + width]
            answers[r, c] = np.tensordot(window, kernel, 3) + bias
    return answers
