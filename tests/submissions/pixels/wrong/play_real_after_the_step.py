# Takes the last steps of episodes for unreal.
# fails: px-play-ends-tests
# says: before

# %% px-play
def play(poles, eye, act, seen, over, T):
    notes = []
    for _ in range(T):
        action = act(seen)
        patches, reward, terminated, truncated, _ = poles.step(action)
        notes.append((seen, action, reward, terminated, truncated, ~(terminated | truncated)))
        seen, over = eye(patches, over), terminated | truncated
    return [np.stack(part) for part in zip(*notes)], seen, over
