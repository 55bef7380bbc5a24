# Always slips.
# fails: vi-weather-tests
# says: slip must lie between

# %% vi-weather
def set_weather():
    return [
        (0.3, 0.0, 0.0),
        (0.3, 0.2, 0.0),
        (0.9, 0.0, 0.0),
        (0.9, 1.0, 0.0),
        (0.9, 0.0, 2.0),
    ]
