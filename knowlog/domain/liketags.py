"""Tags that are written apart and probably mean one thing: ``ml``, ``ML``, ``machine-learning``.

Every rule compares what can be seen of two tags, and none asks a dictionary. So what is found is
a suggestion, to be shown with its likeness and with how often each tag is used.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from knowlog.domain.tags import tag_key

_JOINT = re.compile(r"(?<!\d)[\s_-]+|[\s_-]+(?!\d)|(?<=[^\W\d_])\.(?=[^\W\d_])")
"""What stands between words; ``2019-01`` and ``v1.10`` are numbers and stay as they are."""
_HUMP = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SMALL = frozenset({"a", "an", "and", "for", "in", "of", "on", "or", "the", "to", "with"})
_LEFT_OUT = frozenset({"a", "an", "the"})
_SWAPPED = 2
_SHORTEST_SWAPPED = 4
_SHORTEST_MISTYPED = 7
_SHORTEST_PLURAL = 4


class Likeness(StrEnum):
    """What two tags have in common; the first that fits is given."""

    CASE = "case"
    SPELLING = "spelling"
    PLURAL = "plural"
    ACRONYM = "acronym"
    TYPING = "typing"
    NESTING = "nesting"

    @property
    def reason(self) -> str:
        """The likeness in words, to follow a list of tags."""
        return _REASONS[self]


_REASONS = {
    Likeness.CASE: "one tag, written in different ways",
    Likeness.SPELLING: "the same words, joined or accented in different ways",
    Likeness.PLURAL: "one and many of the same",
    Likeness.ACRONYM: "one is the first letters of the other",
    Likeness.TYPING: "one slip of a finger apart",
    Likeness.NESTING: "the same name with and without its parent",
}


@dataclass(frozen=True, slots=True)
class LikeTags:
    """Tags that could be one.

    Attributes:
        tags: Two at least, the most used first; it is the one to keep when nobody says otherwise.
        likeness: What they have in common.
    """

    tags: tuple[str, ...]
    likeness: Likeness


def like_tags(uses: Mapping[str, int]) -> tuple[LikeTags, ...]:
    """Find tags that could be one, the most used groups first.

    Spellings that fall together when case, joints, accents and plurals are left aside make one
    group. Acronyms, slips and nesting tie two such groups, each shown by its most used tag.

    Args:
        uses: Every spelling of a tag with the number of its entries.
    """
    by_use = sorted(uses, key=lambda tag: (-uses[tag], tag))
    groups: dict[str, list[str]] = {}
    for tag in by_use:
        groups.setdefault("/".join(map(_singular, _joined(tag))), []).append(tag)
    found = [LikeTags(tuple(tags), _likeness(tags)) for tags in groups.values() if len(tags) > 1]
    heads = {key: tags[0] for key, tags in groups.items()}
    told: set[frozenset[str]] = set()
    rules: tuple[tuple[Callable[[Mapping[str, str]], _Pairs], Likeness], ...] = (
        (_acronyms, Likeness.ACRONYM),
        (_slips, Likeness.TYPING),
        (_nested, Likeness.NESTING),
    )
    for rule, likeness in rules:
        for one, other in rule(heads):
            pair = frozenset({one, other})
            if pair not in told:
                told.add(pair)
                tags = sorted((heads[one], heads[other]), key=by_use.index)
                found.append(LikeTags(tuple(tags), likeness))
    order = list(Likeness)
    found.sort(key=lambda one: (-uses[one.tags[0]], order.index(one.likeness), one.tags))
    return tuple(found)


_Pairs = Iterator[tuple[str, str]]


def _joined(tag: str) -> list[str]:
    """The parts of a nested tag, each without case, joints and accents."""
    return ["".join(map(_plain, _words(part))) for part in tag.split("/")]


def _words(part: str) -> list[str]:
    split = _JOINT.split(_HUMP.sub(" ", unicodedata.normalize("NFC", part)))
    return [word for word in split if word]


def _plain(word: str) -> str:
    """A word without case, and without accents where its script can be read without them."""
    folded = tag_key(word)
    bare = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    return bare if bare.isascii() else folded


def _singular(word: str) -> str:
    """An English word that may be a plural, without its ending."""
    if len(word) < _SHORTEST_PLURAL or not word.isascii() or not word.isalnum():
        return word
    if word.endswith("ies") and len(word) > _SHORTEST_PLURAL:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _likeness(tags: Iterable[str]) -> Likeness:
    if len({tag_key(tag) for tag in tags}) == 1:
        return Likeness.CASE
    return Likeness.PLURAL if len({tuple(_joined(tag)) for tag in tags}) > 1 else Likeness.SPELLING


def _acronyms(heads: Mapping[str, str]) -> _Pairs:
    """``rl`` and ``reinforcement-learning``; below a parent only with others below it."""
    for key, tag in heads.items():
        parent, _, name = tag.rpartition("/")
        words = [_plain(word) for word in _words(name)]
        for left_out in ((), _LEFT_OUT, _SMALL):
            letters = "".join(word[0] for word in words if word not in left_out)
            other = "/".join((*_joined(parent), letters)) if parent else letters
            if len(letters) > 1 and len(words) > 1 and other in heads and other != key:
                yield key, other


def _slips(heads: Mapping[str, str]) -> _Pairs:
    """``tarnsformer``: two letters changed places, or one is wrong in a long word.

    Words within one edit of each other have a form in common once a letter is dropped from
    either, so only words that share such a form are compared.
    """
    near: dict[str, list[str]] = {}
    for key in heads:
        if len(key) >= _SHORTEST_SWAPPED:
            for form in {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}:
                near.setdefault(form, []).append(key)
    for keys in near.values():
        for one, other in combinations(keys, 2):
            if _is_slip(one, other):
                yield one, other


def _is_slip(one: str, other: str) -> bool:
    """Whether the rest that two words do not share is a slip; numbers differ on purpose."""
    start = next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if len({*pair}) > 1), None
    )
    start = min(len(one), len(other)) if start is None else start
    left, right = one[start:], other[start:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    if not start or not (left + right).isalpha():
        return False
    if left == right[::-1]:
        return len(left) == _SWAPPED
    return max(len(left), len(right)) == 1 and min(len(one), len(other)) >= _SHORTEST_MISTYPED


def _nested(heads: Mapping[str, str]) -> _Pairs:
    """``recsys`` and ``ml/recsys``, when it lies under one parent only."""
    under: dict[str, list[str]] = {}
    for key in heads:
        if "/" in key:
            under.setdefault(key.rpartition("/")[2], []).append(key)
    for name, keys in under.items():
        if name in heads and len(keys) == 1:
            yield name, keys[0]
