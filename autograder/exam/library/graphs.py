"""Graphs of networkx's: nodes, edges, what they carry, and the order in which neighbours come."""

from __future__ import annotations

import functools
from typing import Any

import networkx as nx
import numpy as np

from autograder.exam.library.kind import Kind, by_type, collisions, numbers, put_attributes, within


def kind_of(value: Any) -> str | None:
    """Return the name of the kind that ``value`` is of, or None."""
    return _NAMES.get(type(value))


def _take(graph: Any) -> list[Any]:
    """Return the graph's own data, its nodes with theirs, its edges with theirs, and who meets whom.

    A node's neighbours come in an order that many algorithms go by: so that is told as well, by the
    numbers of the edges that leave each node (and of those that enter it, if they have a direction).
    """
    numbered = {node: number for number, node in enumerate(graph)}
    known: dict[tuple[int, int], int] = {}
    ends, contents, leaving, counts = [], [], [], []
    for node, neighbours in graph.adj.items():
        counts.append(len(neighbours))
        for other, data in neighbours.items():
            pair = (numbered[node], numbered[other])
            edge = known.get(pair if graph.is_directed() else pair[::-1])
            if edge is None:
                edge = known[pair] = len(ends)
                ends.append(pair)
                contents.append(_contents(graph, data))
            leaving.append(edge)
    order = [_positions(leaving), _positions(counts)]
    if graph.is_directed():
        entering = [known[numbered[a], numbered[b]] for b in graph for a in graph.pred[b]]
        order += [_positions(entering), _positions([len(graph.pred[node]) for node in graph])]
    return [
        dict(graph.graph),
        [[node, dict(data)] for node, data in graph.nodes(data=True)],
        [_positions([a for a, _ in ends]), _positions([b for _, b in ends])],
        contents if any(contents) else None,
        order,
    ]


def _contents(graph: Any, data: Any) -> dict[Any, Any]:
    return {key: dict(one) for key, one in data.items()} if graph.is_multigraph() else dict(data)


def _positions(numbers_: list[int]) -> np.ndarray:
    return np.array(numbers_, dtype=np.int64)


def _build(kind: Any, parts: Any) -> Any:
    attributes, nodes, (sources, targets), contents, order = parts
    graph = kind()
    graph.graph.update(_data(attributes))
    if collisions([node for node, _ in nodes]) > 1000:
        raise ValueError("nodes that collide")
    for node, data in nodes:
        graph.add_node(node)
        graph.nodes[node].update(_data(data))
    if len(graph) != len(nodes):
        raise ValueError("a node twice")
    for positions in (sources, targets):
        within(numbers(positions, 1, "i"), 0, len(nodes))
    if contents is None:
        contents = [{} for _ in range(len(sources))]
    if not len(sources) == len(targets) == len(contents):
        raise ValueError("edges without an end")
    held = [_held(graph, data) for data in contents]
    places = [node for node, _ in nodes]
    ends = (sources.tolist(), targets.tolist())
    if graph.is_directed():
        leaving, leaving_counts, entering, entering_counts = order
        _fill(graph._succ, places, ends, held, (leaving, leaving_counts), from_sources=True)
        _fill(graph._pred, places, ends, held, (entering, entering_counts), from_sources=False)
        _require_each_once(leaving, len(held), 1)
        _require_each_once(entering, len(held), 1)
    else:
        meeting, counts = order
        _fill(graph._adj, places, ends, held, (meeting, counts), from_sources=None)
        _require_each_once(meeting, len(held), 2 - (sources == targets))
    return graph


def _data(value: Any) -> dict[Any, Any]:
    if type(value) is not dict:
        raise ValueError("not what a node or an edge carries")
    return value


def _held(graph: Any, data: Any) -> dict[Any, Any]:
    """Return what stands between two nodes: an edge's data, or of parallel ones each one's by its key."""
    if graph.is_multigraph() and {type(one) for one in _data(data).values()} != {dict}:
        raise ValueError("not parallel edges")
    return _data(data)


def _fill(
    neighbours: Any,
    nodes: list[Any],
    ends: tuple[list[int], list[int]],
    held: list[dict[Any, Any]],
    order: tuple[Any, Any],
    *,
    from_sources: bool | None,
) -> None:
    """Write each node's neighbours in their order; ``from_sources`` is None where edges go both ways."""
    edges, counts = (numbers(positions, 1, "i") for positions in order)
    within(edges, 0, len(held))
    within(counts, 0, len(edges) + 1)
    if len(counts) != len(nodes) or counts.sum() != len(edges):
        raise ValueError("not the neighbours of the nodes")
    sources, targets = ends
    listed = iter(edges.tolist())
    for here, count in enumerate(counts.tolist()):
        around = neighbours[nodes[here]]
        for _ in range(count):
            edge = next(listed)
            source, target = sources[edge], targets[edge]
            if from_sources is None:
                at, other = (source, target) if source == here else (target, source)
            else:
                at, other = (source, target) if from_sources else (target, source)
            if at != here or nodes[other] in around:
                raise ValueError("an edge at a node that it doesn't touch")
            around[nodes[other]] = held[edge]


def _require_each_once(edges: np.ndarray, count: int, times: Any) -> None:
    if not (np.bincount(edges, minlength=count) == times).all():
        raise ValueError("an edge that is missing on one side")


def _cost(parts: Any) -> int:
    _, nodes, (sources, _), _, _ = parts
    return 40 + 8 * len(nodes) + 8 * len(sources)


KINDS = {
    f"networkx.{kind.__name__}": Kind(
        kind, _take, functools.partial(_build, kind), _cost, put_attributes
    )
    for kind in (nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph)
}
_NAMES = by_type(KINDS)
