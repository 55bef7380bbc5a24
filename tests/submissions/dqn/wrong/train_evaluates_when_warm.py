# Evaluates only once the agent is warm.
# fails: dqn-train-marks-tests
# says: before the agent is warm

# %% dqn-train
def train(agent, epsilon, steps, warm_up, every, goal):
    done, scores = 0, []
    while done < steps:
        done += agent.act(epsilon(done))
        if done >= warm_up:
            agent.learn()
            if done // every > len(scores):
                scores.append(agent.evaluate())
                if scores[-1] >= goal:
                    break
    return scores
