# Notes what is seen after the push.
# fails: px-play-tests
# says: before

# %% px-play
def play(poles, eye, act, seen, over, T):
    notes = []
    for _ in range(T):
        action = act(seen)
        patches, reward, terminated, truncated, _ = poles.step(action)
        now, over_now = eye(patches, over), terminated | truncated
        notes.append((now, action, reward, terminated, truncated, ~over))
        seen, over = now, over_now
    return [np.stack(part) for part in zip(*notes)], seen, over
