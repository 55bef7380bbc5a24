# Counts the far future in full.
# fails: vi-weather-tests
# says: gamma must lie between

# %% vi-weather
def set_weather():
    return [
        (0.3, 0.0, 0.0),
        (0.3, 0.2, 0.0),
        (0.9, 0.0, 0.0),
        (0.9, 0.2, 0.0),
        (1.0, 0.0, 2.0),
    ]
