# Is too impatient for the basket.
# fails: vi-weather-tests
# says: wish 3, to the basket

# %% vi-weather
def set_weather():
    return [
        (0.3, 0.0, 0.0),
        (0.3, 0.2, 0.0),
        (0.3, 0.0, 0.0),
        (0.9, 0.2, 0.0),
        (0.9, 0.0, 2.0),
    ]
