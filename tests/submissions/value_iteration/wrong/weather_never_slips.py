# Does not slip in wish 2.
# fails: vi-weather-tests
# says: wish 2, to the near apple, round the hedge

# %% vi-weather
def set_weather():
    return [
        (0.3, 0.0, 0.0),
        (0.3, 0.0, 0.0),
        (0.9, 0.0, 0.0),
        (0.9, 0.2, 0.0),
        (0.9, 0.0, 2.0),
    ]
