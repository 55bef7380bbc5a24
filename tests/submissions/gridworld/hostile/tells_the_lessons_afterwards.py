# Has the library play the episode, and tells the agent of all its steps when it is over.
# base: untouched

# %% + grid-setup
from lib.rollout import play_episode


# %% grid-episode
def episode(env, agent, max_steps, rng):
    told = play_episode(env, lambda s: agent.act(s, rng), max_steps=max_steps)
    for t, (action, reward) in enumerate(zip(told.actions, told.rewards)):
        last = told.terminated and t == told.steps - 1
        agent.learn(told.states[t], action, reward, told.states[t + 1], last)
    return told.steps, told.total
