# Pays so dearly for a step that the short way is the better one.
# fails: vi-weather-tests
# says: wish 4, to the basket, round the hedge

# %% vi-weather
def set_weather():
    return [
        (0.3, 0.0, 0.0),
        (0.3, 0.2, 0.0),
        (0.9, 0.0, 0.0),
        (0.9, 0.2, -1.0),
        (0.9, 0.0, 2.0),
    ]
