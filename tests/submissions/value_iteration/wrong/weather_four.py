# Forgets a wish.
# fails: vi-weather-tests
# says: return 5 triples

# %% vi-weather
def set_weather():
    return [
        (0.3, 0.0, 0.0),
        (0.3, 0.2, 0.0),
        (0.9, 0.0, 0.0),
        (0.9, 0.2, 0.0),
    ]
