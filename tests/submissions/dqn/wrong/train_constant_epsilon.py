# Asks for ε once, before the loop.
# fails: dqn-train-tests
# says: asked anew

# %% dqn-train
def train(agent, epsilon, steps, warm_up, every, goal):
    done, scores, e = 0, [], epsilon(0)
    while done < steps:
        done += agent.act(e)
        if done >= warm_up:
            agent.learn()
        if done // every > len(scores):
            scores.append(agent.evaluate())
            if scores[-1] >= goal:
                break
    return scores
