# Impatient to the utmost: what is seven moves away is worth next to nothing, and still more than nothing.

# %% vi-weather
def set_weather():
    return [(0.01, 0, 0), (0.02, 0.01, 0), (0.99, 0, 0), (0.01, 0.05, 2), (0.99, 0.1, 20)]
