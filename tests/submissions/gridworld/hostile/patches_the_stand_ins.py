# Replaces the stand-ins, the checks and the worlds of lib in its own process, and then plays badly.
# base: untouched

# %% + grid-setup
from lib import plain
from lib.chapters import gridworld as props
from lib.worlds import board as world

props.Puppet.act = props.Puppet.__call__ = lambda self, state, rng: 3
props.Puppet.learn = lambda self, *lesson: None
props.Diary.__lent__ = props.Puppet.__lent__ = ("actions", "asked", "told", "days", "world")
props.Watched.reset = lambda self, **_: (0, {})
props.Watched.step = lambda self, action: (0, 1.0, True, False, {})
props.Bell.step = lambda self, action: (0, 1.0, True, False, {})
world.ClearingEnv.step = lambda self, action: (3, 10.0, True, False, {"what": "apple"})
for name in ("equal", "close", "that", "unchanged", "frequencies", "repeatable"):
    setattr(check, name, lambda *_, **__: None)
for name in ("examine_walk", "examine_step", "examine_audit", "examine_fresh"):
    setattr(props, name, lambda *_, **__: None)
plain.same = lambda *_: True


# %% grid-random
def random_policy(state, rng):
    return 3


# %% grid-walk
def walk(board, policy, start, max_steps, rng):
    return "apple", policy(0, rng)


# %% grid-episode
def episode(env, agent, max_steps, rng):
    state, _ = env.reset()
    action = agent.act(state, rng)
    after, reward, terminated, _, _ = env.step(action)
    agent.learn(state, action, reward, after, terminated)
    return 1, reward


# %% grid-bug
def q_learning(env, episodes, alpha, decay, gamma, max_steps, seed):
    env.reset(seed=0)
    for _ in range(episodes):
        env.reset()
        env.step(0)
    Q = np.zeros((env.observation_space.n, 4))
    Q[0, 0] = 1 - 0.09765625
    return Q
