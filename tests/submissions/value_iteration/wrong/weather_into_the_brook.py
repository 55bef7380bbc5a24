# Pays so dearly for a step that the brook is the better end.
# fails: vi-weather-tests
# says: into the brook

# %% vi-weather
def set_weather():
    return [
        (0.3, 0.0, 0.0),
        (0.3, 0.2, 0.0),
        (0.9, 0.0, 0.0),
        (0.9, 0.2, 0.0),
        (0.9, 0.0, -20.0),
    ]
