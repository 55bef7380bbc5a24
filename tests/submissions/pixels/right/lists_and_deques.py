# Keeps the memory in a deque, the notes in lists.

# %% px-memory
from collections import deque


def remember(memory, patches, began):
    places = deque((place.copy() for place in memory), maxlen=len(memory))
    places.appendleft(patches.copy())
    for place in places:
        place[began] = patches[began]
    return np.array(places)


# %% px-play
def play(poles, eye, act, seen, over, T):
    looks, pushes, paid, falls, limits, real = [], [], [], [], [], []
    for _ in range(T):
        looks.append(seen)
        real.append([not x for x in over])
        pushes.append(act(seen))
        patches, reward, fall, limit, _ = poles.step(pushes[-1])
        paid.append(reward)
        falls.append(fall)
        limits.append(limit)
        seen = eye(patches, over)
        over = np.array([a or b for a, b in zip(fall, limit)])
    return [np.array(x) for x in (looks, pushes, paid, falls, limits, real)], seen, over
