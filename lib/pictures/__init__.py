"""How things look: plots, movies, what stands in a clearing or on the ice, and worlds to watch.

Notebooks and `lib.chapters` call it. It may look at worlds and at episodes (`lib.rollout`); nothing
in here learns, and Matplotlib and OpenCV are imported when the first picture is drawn.
"""
