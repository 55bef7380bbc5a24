# Returns objects that claim to be equal to, larger than and true for everything.
# base: untouched
# %% + bandits-setup
class Yes:
    def _yes(self, *args, **kwargs):
        return True

    __eq__ = __ne__ = __lt__ = __gt__ = __le__ = __ge__ = __bool__ = __contains__ = _yes
    __array__ = __float__ = __int__ = __index__ = __len__ = lambda self, *a, **k: 1
    __hash__ = None

    def __getattr__(self, name):
        return Yes()

    def __call__(self, *args, **kwargs):
        return Yes()

    def __iter__(self):
        return iter((Yes(), Yes(), Yes()))


total_regret = starting_tables = update = play = epsilon_greedy = Yes()
explore_first = ucb = posterior = thompson = Yes()
# %% bandits-regret
total_regret = Yes()
# %% bandits-start
starting_tables = Yes()
# %% bandits-update
update = Yes()
# %% bandits-play
play = Yes()
# %% bandits-epsilon-greedy
epsilon_greedy = Yes()
# %% bandits-explore-first
explore_first = Yes()
# %% bandits-ucb
ucb = Yes()
# %% bandits-posterior
posterior = Yes()
# %% bandits-thompson
thompson = Yes()
