# Learns from the first step on, from a nearly empty memory.
# fails: dqn-train-tests
# says: before the memory has

# %% dqn-train
def train(agent, epsilon, steps, warm_up, every, goal):
    done, scores = 0, []
    while done < steps:
        done += agent.act(epsilon(done))
        agent.learn()
        if done // every > len(scores):
            scores.append(agent.evaluate())
            if scores[-1] >= goal:
                break
    return scores
