# Brings networks of lists and a compiler that compiles nothing in place of the props of the twin exercises.
# base: untouched

# %% + dqn-setup
import copy


class ListNetwork:
    def __init__(self, seed=0):
        self.w = [np.full(s, seed % 97, np.float32) for s in ((4, 3), (3,), (3, 2), (2,))]

    def get_weights(self):
        return [w.copy() for w in self.w]

    def set_weights(self, weights):
        self.w = [np.array(w, np.float32) for w in weights]

    def __call__(self, state):
        return np.zeros((len(state), 2), np.float32)


# %% dqn-twin
twin = copy.deepcopy
# %% + dqn-props-networks
tiny_network = ListNetwork


def compiled_call(function, *args):
    function(*args)


# %% dqn-soft
def soft_update(target_network, network, tau):
    pairs = zip(target_network.get_weights(), network.get_weights())
    target_network.set_weights([a + tau * (b - a) for a, b in pairs])
