# Makes a step cost a hundred.
# fails: vi-weather-tests
# says: step must lie between

# %% vi-weather
def set_weather():
    return [
        (0.3, 0.0, -100.0),
        (0.3, 0.2, 0.0),
        (0.9, 0.0, 0.0),
        (0.9, 0.2, 0.0),
        (0.9, 0.0, 2.0),
    ]
