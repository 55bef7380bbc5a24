# Slips so much that nothing near is worth it.
# fails: vi-weather-tests
# says: round and round

# %% vi-weather
def set_weather():
    return [
        (0.3, 0.0, 0.0),
        (0.3, 0.6, 0.0),
        (0.9, 0.0, 0.0),
        (0.9, 0.2, 0.0),
        (0.9, 0.0, 2.0),
    ]
