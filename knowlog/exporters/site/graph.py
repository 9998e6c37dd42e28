"""The links of a log as a picture: where each entry stands, settled once and the same each time."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

SIZE = 1000
_ROUNDS = 50
_LARGEST = 160
_GOLDEN = math.pi * (3 - math.sqrt(5))
_REACH = 0.9
_HOMEWARD = 0.6
_TOUCHING = 1e-6


class Spot(NamedTuple):
    """Where an entry stands.

    Attributes:
        path: Of the entry.
        x: From the left, of :data:`SIZE`.
        y: From the top.
        links: How many links start or end here.
    """

    path: str
    x: int
    y: int
    links: int


class Graph(NamedTuple):
    """The links of a log.

    Attributes:
        spots: Where the entries stand that are shown, the most linked first.
        edges: Every pair of these of which one links to the other.
    """

    spots: Sequence[Spot]
    edges: Sequence[tuple[str, str]]


def graph(edges: Sequence[tuple[str, str]]) -> Graph:
    """Draw the links of a log; of a large one the most linked entries."""
    found = spots(edges)
    shown = {spot.path for spot in found}
    return Graph(found, [(one, two) for one, two in edges if one in shown and two in shown])


def spots(edges: Sequence[tuple[str, str]]) -> list[Spot]:
    """Place every entry that has a link: linked ones near each other, all apart.

    Forces as in Fruchterman and Reingold (1991), from a spiral instead of from chance, so that
    the same links give the same picture. Of a large log only the most linked entries are shown.
    """
    degree: dict[str, int] = {}
    for pair in edges:
        for path in pair:
            degree[path] = degree.get(path, 0) + 1
    shown = sorted(degree, key=lambda path: (-degree[path], path))[:_LARGEST]
    number = {path: place for place, path in enumerate(shown)}
    pairs = [(number[one], number[two]) for one, two in edges if one in number and two in number]
    places = [_spiral(place, len(shown)) for place in range(len(shown))]
    ideal = 1 / math.sqrt(max(len(shown), 1))
    for step in range(_ROUNDS):
        heat = 0.12 * (1 - step / _ROUNDS)
        places = _settled(places, pairs, ideal, heat)
    return [
        Spot(path, _scaled(x, places, 0), _scaled(y, places, 1), degree[path])
        for path, (x, y) in zip(shown, places, strict=True)
    ]


def _spiral(place: int, count: int) -> tuple[float, float]:
    radius = 0.5 * math.sqrt((place + 0.5) / count)
    return radius * math.cos(place * _GOLDEN), radius * math.sin(place * _GOLDEN)


def _settled(
    places: Sequence[tuple[float, float]],
    pairs: Sequence[tuple[int, int]],
    ideal: float,
    heat: float,
) -> list[tuple[float, float]]:
    across = [-x * _HOMEWARD for x, _ in places]
    down = [-y * _HOMEWARD for _, y in places]
    area = ideal * ideal
    for one, (x, y) in enumerate(places):
        for two in range(one):
            wide, high = x - places[two][0], y - places[two][1]
            push = area / (wide * wide + high * high + _TOUCHING)
            across[one] += wide * push
            across[two] -= wide * push
            down[one] += high * push
            down[two] -= high * push
    for one, two in pairs:
        wide, high = places[two][0] - places[one][0], places[two][1] - places[one][1]
        pull = math.hypot(wide, high) / ideal
        across[one] += wide * pull
        across[two] -= wide * pull
        down[one] += high * pull
        down[two] -= high * pull
    return [
        _moved(place, force, heat)
        for place, force in zip(places, zip(across, down, strict=True), strict=True)
    ]


def _moved(place: tuple[float, float], force: Sequence[float], heat: float) -> tuple[float, float]:
    strength = math.hypot(*force) or 1.0
    step = min(strength, heat)
    return place[0] + force[0] / strength * step, place[1] + force[1] / strength * step


def _scaled(value: float, places: Sequence[tuple[float, float]], axis: int) -> int:
    values = [place[axis] for place in places]
    span = max(values) - min(values) or 1.0
    margin = (1 - _REACH) / 2
    return round(SIZE * (margin + _REACH * (value - min(values)) / span))


def edges_of(mentions: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Make one edge of each pair of entries, whoever links to whom and how often."""
    pairs = {
        (min(source, target), max(source, target))
        for source, targets in mentions.items()
        for target in targets
        if source != target
    }
    return sorted(pairs)
