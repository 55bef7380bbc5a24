# Swaps the goals.
# fails: vi-weather-tests
# says: wish 1, to the near apple

# %% vi-weather
def set_weather():
    return [
        (0.9, 0.0, 0.0),
        (0.3, 0.2, 0.0),
        (0.3, 0.0, 0.0),
        (0.9, 0.2, 0.0),
        (0.9, 0.0, 2.0),
    ]
