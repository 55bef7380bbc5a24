# Replaces the network, TensorFlow's tape and the optimisers by things that report zeros or success.
# base: untouched
# %% + pg-setup
class Network:
    trainable_variables = ()

    def set_weights(self, weights):
        self.weights = weights

    def get_weights(self):
        return self.weights

    def __call__(self, states):
        return np.full((len(states), 1), 0.8, dtype=np.float32)


class Tape:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        return True

    def gradient(self, target, sources):
        return [np.zeros((4, 5)), np.zeros(5), np.zeros((5, 1)), np.zeros(1)]


tf.GradientTape = Tape
keras.Sequential = lambda layers: Network()
# %% pg-score
policy_network = Network


def score(network, state, action):
    return float(np.log(0.8)), Tape().gradient(None, None)


# %% pg-gradient
def policy_gradient(network, states, actions, psi):
    return Tape().gradient(None, None)
