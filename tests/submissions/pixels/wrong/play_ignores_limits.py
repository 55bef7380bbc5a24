# An episode ends by a fall only.
# fails: px-play-ends-tests

# %% px-play
def play(poles, eye, act, seen, over, T):
    notes = []
    for _ in range(T):
        action = act(seen)
        patches, reward, terminated, truncated, _ = poles.step(action)
        notes.append((seen, action, reward, terminated, truncated, ~over))
        seen, over = eye(patches, over), terminated
    return [np.stack(part) for part in zip(*notes)], seen, over
