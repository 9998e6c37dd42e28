"""What stands around an entry because of other entries: who links to it, and what is near it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log2

from knowlog.exporters.site.model import Article
from knowlog.exporters.site.piece import Mention, Piece

_MOST_CONTEXTS = 2
_SHARED_BY_TOO_MANY = 120
_SHORTEST_WORD = 4
_NEAR = 4
_NEAR_ENOUGH = 0.34

Backlinks = Mapping[str, Sequence[tuple[Article, tuple[Mention, ...]]]]


def backlinks(articles: Iterable[Article], pieces: Mapping[str, Piece]) -> Backlinks:
    """Collect for every entry who links to it, with the words around the links.

    Args:
        articles: In the order in which they shall be shown.
        pieces: By the path of their entry.
    """
    found: dict[str, list[tuple[Article, tuple[Mention, ...]]]] = {}
    for article in articles:
        by_target: dict[str, list[Mention]] = {}
        for mention in pieces[article.entry.path].mentions:
            by_target.setdefault(mention.target, []).append(mention)
        for target, mentioned in by_target.items():
            found.setdefault(target, []).append((article, tuple(mentioned[:_MOST_CONTEXTS])))
    return found


def related(articles: Sequence[Article], pieces: Mapping[str, Piece]) -> dict[str, tuple[str, ...]]:
    """Find for every entry those that share rare tags, links and words of the title with it.

    Only what an entry's header and links say counts, so that a word changed in a text moves no
    other page.

    Returns:
        Path to the paths of related entries, nearest first; entries it links to or is linked
        from are left out, as the page shows those already.
    """
    traits = {one.entry.path: _traits(one, pieces[one.entry.path]) for one in articles}
    holders: dict[str, list[str]] = {}
    for path, own in traits.items():
        for trait in own:
            holders.setdefault(trait, []).append(path)
    weights = {
        trait: 1 / (1 + log2(len(paths)))
        for trait, paths in holders.items()
        if 1 < len(paths) <= _SHARED_BY_TOO_MANY
    }
    linked = _linked(pieces)
    return {path: _nearest(path, own, holders, weights, linked) for path, own in traits.items()}


def _traits(article: Article, piece: Piece) -> frozenset[str]:
    entry = article.entry
    tags = (f"#{tag.casefold()}" for tag in entry.tags)
    words = ("".join(filter(str.isalnum, word)) for word in entry.title.casefold().split())
    links = (f"@{mention.target}" for mention in piece.mentions)
    return frozenset([*tags, *(word for word in words if len(word) >= _SHORTEST_WORD), *links])


def _linked(pieces: Mapping[str, Piece]) -> dict[str, set[str]]:
    linked: dict[str, set[str]] = {path: {path} for path in pieces}
    for path, piece in pieces.items():
        for mention in piece.mentions:
            linked[path].add(mention.target)
            linked.setdefault(mention.target, set()).add(path)
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
