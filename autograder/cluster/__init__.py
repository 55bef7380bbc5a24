"""Grade on many machines: what goes to a worker, what is done there, and who hands out at home.

Called by who grades a class, as an executor (``home.Cluster``), on workers of Dask's ``distributed``, an
optional package that nothing else imports. It may touch nothing of a course but what a task holds: the
gradebook has one writer, at home.
"""
