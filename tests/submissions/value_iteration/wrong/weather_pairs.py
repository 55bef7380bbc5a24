# Forgets the reward of a step.
# fails: vi-weather-tests
# says: the triple of wish 1

# %% vi-weather
def set_weather():
    return [(0.3, 0.0), (0.3, 0.2), (0.9, 0.0), (0.9, 0.2), (0.9, 0.0)]
