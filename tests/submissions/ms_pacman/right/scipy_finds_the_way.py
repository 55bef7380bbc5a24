# Lets SciPy search the graph.

# %% mp-distance
def distances(corridor, start):
    from scipy.sparse import csgraph, lil_matrix

    rows, columns = corridor.shape
    graph = lil_matrix((corridor.size, corridor.size))
    for r in range(rows):
        for c in range(columns):
            for down, right in STEPS:
                if (
                    0 <= r + down < rows
                    and corridor[r, c]
                    and corridor[r + down, (c + right) % columns]
                ):
                    there = (r + down) * columns + (c + right) % columns
                    if there != r * columns + c:
                        graph[r * columns + c, there] = 1
    steps = csgraph.dijkstra(graph.tocsr(), indices=start[0] * columns + start[1], unweighted=True)
    return np.where(np.isinf(steps), FAR, steps).astype(int).reshape(rows, columns)
