# Exchanges the two ends.
# fails: px-play-ends-tests
# says: terminated

# %% px-play
def play(poles, eye, act, seen, over, T):
    notes = []
    for _ in range(T):
        action = act(seen)
        patches, reward, terminated, truncated, _ = poles.step(action)
        notes.append((seen, action, reward, truncated, terminated, ~over))
        seen, over = eye(patches, over), terminated | truncated
    return [np.stack(part) for part in zip(*notes)], seen, over
