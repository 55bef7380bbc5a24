# Goes on after the goal is reached.
# fails: dqn-train-marks-tests
# says: stop at the goal

# %% dqn-train
def train(agent, epsilon, steps, warm_up, every, goal):
    done, scores = 0, []
    while done < steps:
        done += agent.act(epsilon(done))
        if done >= warm_up:
            agent.learn()
        if done // every > len(scores):
            scores.append(agent.evaluate())
    return scores
