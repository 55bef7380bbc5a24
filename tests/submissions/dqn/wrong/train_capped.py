# Never trains longer than this notebook does, and stops at its mark.
# fails: dqn-train-tests, dqn-train-marks-tests
# says: act until

# %% dqn-train
def train(agent, epsilon, steps, warm_up, every, goal):
    done, scores = 0, []
    while done < min(steps, LIMIT):
        done += agent.act(epsilon(done))
        if done >= warm_up:
            agent.learn()
        if done // every > len(scores):
            scores.append(agent.evaluate())
            if scores[-1] >= min(goal, SOLVED):
                break
    return scores
