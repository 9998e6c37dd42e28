"""What stands around an entry because of other entries: who links to it, and what is near it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log2

from knowlog.exporters.site.model import Article

_SHARED_BY_TOO_MANY = 120
_SHORTEST_WORD = 4
_NEAR = 4
_NEAR_ENOUGH = 0.34

Linkers = Mapping[str, Sequence[tuple[Article, str]]]
"""The path of an entry to those that link to it, each with the name of what it says there."""


def linkers(articles: Iterable[Article], links: Mapping[str, Sequence[tuple[str, str]]]) -> Linkers:
    """Collect for every entry who links to it.

    Args:
        articles: In the order in which they shall be shown.
        links: The path of an entry to the paths of those it links to, each with the name of what
            it says there.
    """
    found: dict[str, list[tuple[Article, str]]] = {}
    for article in articles:
        for target, said in links.get(article.entry.path, ()):
            found.setdefault(target, []).append((article, said))
    return found


def related(
    articles: Sequence[Article], links: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """Find for every entry those that share rare tags, links and words of the title with it.

    Only what an entry's header and links say counts, so that a word changed in a text moves no
    other page.

    Returns:
        Path to the paths of related entries, nearest first; entries it links to or is linked
        from are left out, as the page shows those already.
    """
    traits = {one.entry.path: _traits(one, links.get(one.entry.path, ())) for one in articles}
    holders: dict[str, list[str]] = {}
    for path, own in traits.items():
        for trait in own:
            holders.setdefault(trait, []).append(path)
    weights = {
        trait: 1 / (1 + log2(len(paths)))
        for trait, paths in holders.items()
        if 1 < len(paths) <= _SHARED_BY_TOO_MANY
    }
    linked = _linked(traits, links)
    return {path: _nearest(path, own, holders, weights, linked) for path, own in traits.items()}


def _traits(article: Article, links: Iterable[str]) -> frozenset[str]:
    entry = article.entry
    tags = (f"#{tag.casefold()}" for tag in entry.tags)
    words = ("".join(filter(str.isalnum, word)) for word in entry.title.casefold().split())
    named = (f"@{target}" for target in links)
    return frozenset([*tags, *(word for word in words if len(word) >= _SHORTEST_WORD), *named])


def _linked(paths: Iterable[str], links: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    linked = {path: {path} for path in paths}
    for path, targets in links.items():
        for target in targets:
            linked.setdefault(path, {path}).add(target)
            linked.setdefault(target, set()).add(path)
    return linked


def _nearest(
    path: str,
    own: frozenset[str],
    holders: Mapping[str, Sequence[str]],
    weights: Mapping[str, float],
    linked: Mapping[str, set[str]],
) -> tuple[str, ...]:
    scores: Counter[str] = Counter()
    for trait in sorted(own):
        weight = weights.get(trait)
        if weight is not None:
            for other in holders[trait]:
                scores[other] += weight  # type: ignore[assignment]  # a Counter adds floats as well
    near = (
        (-score, other)
        for other, score in scores.items()
        if score >= _NEAR_ENOUGH and other not in linked[path]
    )
    return tuple(other for _, other in sorted(near)[:_NEAR])
