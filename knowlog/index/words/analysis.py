"""Which words a text holds: the one place that decides it, for files and for queries alike.

A text is cut into *raw tokens*. Each gives one or more *terms* with places: ``DataLoader``
gives ``dataloader`` and ``data`` at its first place and ``loader`` at the next, so that any
of the three is found and ``"data loader"`` is found as a phrase. ``torch.nn`` and
``learning_rate`` are two raw tokens, hence two places. Scripts that do not part words by
spaces, or that glue particles to them, give overlapping pairs of characters, so that a query
in them finds any substring.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from knowlog.index.words.folding import fold

LONGEST = 64
"""Characters of a term that count; longer words share a term."""

_ELIDED = 2
"""Letters before an apostrophe that are a word of their own: ``l'été``, ``qu'il``."""

_WORDS = (
    "0-9A-Za-z\u00aa\u00b2\u00b3\u00b5\u00b9\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02c1"
    "\u0300-\u0373\u0376-\u037d\u037f\u0386\u0388-\u0481\u0483-\u0559\u0560-\u0588\u07c0-\u085b"
    "\u0900-\u0963\u0966-\u096f\u0971-\u0df3\u0f00-\u0fbc\u10a0-\u10ff\u1200-\u135f\u1369-\u1fff"
    "\u2070-\u209c\u2100-\u214f\u2160-\u2188\u2c00-\u2dff\ua000-\ua95f\uab30-\uabff"
    "\ufb00-\ufb17\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U00010000-\U0001efff"
)
_GRAMS = (
    "\u0591-\u05c7\u05d0-\u05f2\u0610-\u061a\u0620-\u06d3\u06d5-\u06ff\u0750-\u077f\u08a0-\u08ff"
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0edf\u1000-\u109f\u1100-\u11ff\u1780-\u17d3"
    "\u3005-\u3007\u3031-\u3035\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u318e"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\ufb1d-\ufdff\ufe70-\ufefc\uff66-\uff9f\uffa1-\uffdc\U00020000-\U0003ffff"
)
_SIGNS = (
    "\u00a2-\u00a5\u00b0\u00b1\u00d7\u00f7\u20a0-\u20bf\u2190-\u23ff\u2600-\u27bf\u2b00-\u2bff"
    "\U0001f000-\U0001f3fa\U0001f400-\U0001faff"
)


def _raw(words: str, others: str = "") -> str:
    return (
        rf"[{words}]+(?:['\u2019+#^](?:(?<=['\u2019])[{words}]+|(?<=\+)\++|(?<=#)(?![\w])"
        rf"|(?<=\^)\{{?-?[{words}]+))?"
        rf"|(?<![\w.\-)\]])[.@#$\\%-]-?[A-Za-z][{words}]*"
        rf"{others}"
    )


@cache
def raw_pattern(*, plain: bool = False) -> re.Pattern[str]:
    """The expression that finds raw tokens; compiled when a text needs it.

    Args:
        plain: Whether the texts hold ASCII only; its expression is compiled in a tenth of the time.
    """
    if plain:
        return re.compile(_raw("0-9A-Za-z"))
    others = rf"|[{_GRAMS}]+|[\U0001f1e6-\U0001f1ff]{{2}}|[{_SIGNS}]"
    return re.compile(_raw(_WORDS, others))


@cache
def _gram() -> re.Pattern[str]:
    return re.compile(f"[{_GRAMS}]")


_HUMPS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_NUMBERED = re.compile(r"([a-z]{2,})(\d{1,4})|(\d{4,5})(v\d{1,2})")

_ONE_WORD = frozenset(
    "arxiv bibtex facebook github gitlab iphone javascript latex linkedin macos mathjax mysql"
    " nodejs openai postgresql sqlite stackoverflow typescript webassembly wifi wordpress"
    " youtube".split()
)


def raw_tokens(text: str) -> list[str]:
    """The raw tokens of a text, from left to right."""
    if text.isascii() and text.isalnum():
        return [text]
    return raw_pattern(plain=text.isascii()).findall(text)


Terms = tuple[tuple[tuple[str, int], ...], int]
"""Terms with their places, counted from the first of the raw token; and how many it takes."""


def is_grams(raw: str) -> bool:
    """Whether a raw token is of a script that is indexed by pairs of characters."""
    return not raw.isascii() and _gram().match(raw) is not None


def terms_of(raw: str) -> Terms:
    """The terms of one raw token."""
    if raw.isalnum() and raw.isascii():
        return _plain(raw)
    if is_grams(raw):
        return _grams(raw)
    first = raw[0]
    if first in ".@#$\\%-":
        word = fold(raw)[:LONGEST]
        return ((word, 0), (word.lstrip(".@#$\\%-"), 0)), 1
    if raw.isalnum():
        return ((fold(raw)[:LONGEST], 0),), 1
    return _joined(raw)


def _plain(raw: str) -> Terms:
    """Letters and digits; camel case and a number at the end are parts of their own."""
    word = raw.lower()[:LONGEST]
    if raw != word and not raw.istitle() and not raw.isupper() and len(raw) <= LONGEST:
        parts = _HUMPS.findall(raw)
        whole = word in _ONE_WORD or (raw[-1] == "s" and raw[:-1].isupper())
        if not whole and len(parts) > 1 and min(map(len, parts)) > 1:
            return _with_parts(word, [part.lower() for part in parts])
    if word[-1].isdigit() and not word.isdigit() and (match := _NUMBERED.fullmatch(word)):
        return _with_parts(word, [part for part in match.groups() if part])
    return ((word, 0),), 1


def _with_parts(word: str, parts: list[str]) -> Terms:
    return ((word, 0), *((part, place) for place, part in enumerate(parts))), len(parts)


def _grams(raw: str) -> Terms:
    """Every character with the one behind it; the last one alone."""
    run = fold(raw)
    if not run:
        return (), 0
    return tuple((run[place : place + 2], place) for place in range(len(run))), len(run)


def _joined(raw: str) -> Terms:
    """A word with an apostrophe, a power, or the plus and sharp signs of a language's name."""
    word = fold(raw).replace("\u2019", "'").replace("{", "")
    base, apostrophe, tail = word.partition("'")
    if apostrophe:
        return _apostrophe(base, tail)
    base, power, exponent = word.partition("^")
    if power and base:
        last = exponent.lstrip("-")
        return ((word[:LONGEST], 0), (base[:LONGEST], 0), (last[:LONGEST], 1)), 2
    base = word.rstrip("+#")
    if len(base) > 1 and base != word:
        return ((word[:LONGEST], 0), (base[:LONGEST], 0)), 1
    return (((word[:LONGEST], 0),), 1) if word else ((), 0)


def _apostrophe(base: str, tail: str) -> Terms:
    if tail == "s":
        return ((base[:LONGEST], 0),), 1
    if len(base) <= _ELIDED < len(tail):
        return ((base, 0), (tail[:LONGEST], 1)), 2
    return (((base + tail)[:LONGEST], 0),), 1


@lru_cache(maxsize=20_000)
def cached_terms(raw: str) -> Terms:
    """The terms of one raw token, remembered."""
    return terms_of(raw)


def places(text: str) -> Iterator[tuple[str, int]]:
    """Every term of a text with its place."""
    place = 0
    for raw in raw_tokens(text):
        terms, width = cached_terms(raw)
        for term, offset in terms:
            yield term, place + offset
        place += width
