# Has one weather for all wishes.
# fails: vi-weather-tests
# says: wish 2

# %% vi-weather
def set_weather():
    return [(0.3, 0.0, 0.0)] * 5
