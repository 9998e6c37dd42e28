"""The links of a log as a picture: where each entry stands, settled once and the same each time."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

SIZE = 1000
_ROUNDS = 50
_LARGEST = 160
_HUB, _HUB_SHARE = 40, 0.4
"""More links than this, and than this share of the linked entries, make a hub."""
_GOLDEN = math.pi * (3 - math.sqrt(5))
_REACH = 0.9
_HOMEWARD = 0.6
_TOUCHING = 1e-6


class Graph(NamedTuple):
    """The links of a log; of a large one those among the most linked entries.

    Attributes:
        linked: The paths of entries with how many links start or end there, most first.
        edges: Every pair of these of which one links to the other.
        hubs: Entries that are linked with so many that their lines would hide all others, such
            as a list of all entries; they are named, not drawn.
        entries: How many entries have links.
        links: How many pairs of entries are linked.
    """

    linked: Sequence[tuple[str, int]]
    edges: Sequence[tuple[str, str]]
    hubs: Sequence[tuple[str, int]]
    entries: int
    links: int


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


def graph(edges: Sequence[tuple[str, str]]) -> Graph:
    """Choose what to draw of the links of a log."""
    degree = Counter(path for pair in edges for path in pair)
    many = max(_HUB, len(degree) * _HUB_SHARE)
    hubs = sorted(path for path, links in degree.items() if links > many)
    apart = [pair for pair in edges if hubs and not set(hubs) & set(pair)] or edges
    drawn = Counter(path for pair in apart for path in pair)
    shown = sorted(drawn, key=lambda path: (-drawn[path], path))[:_LARGEST]
    some = set(shown)
    return Graph(
        [(path, degree[path]) for path in shown],
        [(one, two) for one, two in apart if one in some and two in some],
        [(path, degree[path]) for path in hubs if path not in drawn],
        len(degree),
        len(edges),
    )


def spots(found: Graph) -> list[Spot]:
    """Place every entry: linked ones near each other, all apart.

    Forces as in Fruchterman and Reingold (1991), from a spiral instead of from chance, so that
    the same links give the same picture.
    """
    number = {path: place for place, (path, _) in enumerate(found.linked)}
    pairs = [(number[one], number[two]) for one, two in found.edges]
    places = [_spiral(place, len(number)) for place in range(len(number))]
    ideal = 1 / math.sqrt(max(len(number), 1))
    for step in range(_ROUNDS):
        heat = 0.12 * (1 - step / _ROUNDS)
        places = _settled(places, pairs, ideal, heat)
    return [
        Spot(path, _scaled(x, places, 0), _scaled(y, places, 1), links)
        for (path, links), (x, y) in zip(found.linked, places, strict=True)
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
        right, low = across[one], down[one]
        for two, (left, top) in enumerate(places[:one]):
            wide, high = x - left, y - top
            push = area / (wide * wide + high * high + _TOUCHING)
            right += wide * push
            low += high * push
            across[two] -= wide * push
            down[two] -= high * push
        across[one], down[one] = right, low
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
