# Evaluates only when a multiple of `every` is met exactly.
# fails: dqn-train-marks-tests
# says: hardly ever happens

# %% dqn-train
def train(agent, epsilon, steps, warm_up, every, goal):
    done, scores = 0, []
    while done < steps:
        done += agent.act(epsilon(done))
        if done >= warm_up:
            agent.learn()
        if done % every == 0:
            scores.append(agent.evaluate())
            if scores[-1] >= goal:
                break
    return scores
