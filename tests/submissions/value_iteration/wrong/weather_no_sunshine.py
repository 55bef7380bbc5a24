# Is paid nothing for walking.
# fails: vi-weather-tests
# says: wish 5, nowhere

# %% vi-weather
def set_weather():
    return [
        (0.3, 0.0, 0.0),
        (0.3, 0.2, 0.0),
        (0.9, 0.0, 0.0),
        (0.9, 0.2, 0.0),
        (0.9, 0.0, 0.0),
    ]
