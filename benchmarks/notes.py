"""Notes to measure with: made by chance from a seed, or read from a folder of Markdown."""

import random
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry

Note = tuple[Entry, Document]

_HEADING = re.compile(r"^# +(.+?)\s*$", re.MULTILINE)
_SYLLABLES = tuple(
    "ba be bi co da de di fa fi ga gen gra in ka ker la le lo ma men mo na ne no or pa per po ra"
    " re ri ro sa se si so sta ta te ter ti to tra tu un va ver vi".split()
)
_ENDINGS = ("", "", "", "s", "ed", "ing", "er")


def made(count: int, seed: int = 1) -> list[Note]:
    """Notes about topics: words follow Zipf's law, each topic has some of its own."""
    chance = random.Random(seed)  # noqa: S311 - the same notes every time
    common = _words(chance, 20_000)
    weights = list(accumulate(1 / rank for rank in range(1, len(common) + 1)))
    topics = [chance.sample(common[500:], 40) for _ in range(max(4, count // 40))]
    return [_note(chance, number, (common, weights), topics) for number in range(count)]


def _words(chance: random.Random, count: int) -> list[str]:
    words: dict[str, None] = {}
    while len(words) < count:
        words["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4)))] = None
    return list(words)


def _note(
    chance: random.Random,
    number: int,
    language: tuple[list[str], list[float]],
    topics: Sequence[Sequence[str]],
) -> Note:
    topic = chance.choice(topics)
    own = chance.sample(topic, 6)
    sentences = []
    for _ in range(chance.randint(6, 40)):
        words = chance.choices(
            language[0], cum_weights=language[1], k=chance.randint(6, 18)
        ) + chance.choices(own, k=2)
        chance.shuffle(words)
        sentences.append(" ".join(w + chance.choice(_ENDINGS) for w in words).capitalize() + ".")
    title = " ".join(chance.sample(own, 4)).capitalize()
    moment = datetime(2015, 1, 1, tzinfo=UTC) + timedelta(hours=number * 7)
    path = f"{moment:%Y}/{number:05d}.md"
    body = f"# {title}\n\n" + "\n".join(sentences) + f"\n\nnote{number}"
    tags = tuple(sorted(set(chance.sample(own, 2))))
    return Entry(id=path, path=path, title=title, date=moment, tags=tags), Document(
        path, {}, {}, body
    )


def read(folder: Path) -> Iterator[Note]:
    """The Markdown files of a folder; their first folder is their tag."""
    for file in sorted(folder.rglob("*.md")):
        path = file.relative_to(folder).as_posix()
        body = file.read_text(encoding="utf-8", errors="replace")
        heading = _HEADING.search(body)
        title = heading[1] if heading else file.stem
        tags = (path.split("/")[0],) if "/" in path else ()
        yield Entry(id=path, path=path, title=title, tags=tags), Document(path, {}, {}, body)


def multiplied(corpus: Path, folder: Path, count: int) -> Path:
    """Copies of a corpus beside each other, with titles of their own: so many notes."""
    files = sorted(corpus.rglob("*.md"))
    for number in range(count):
        copy, place = divmod(number, len(files))
        file = files[place]
        text = file.read_text(encoding="utf-8", errors="replace")
        if copy:
            text = _HEADING.sub(rf"# \g<1> ({copy})", text, count=1)
        target = folder / f"part-{copy}" / file.relative_to(corpus)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


def write(notes: Sequence[Note], folder: Path) -> None:
    """Write notes as files, for tools that read files."""
    for _, document in notes:
        file = folder / document.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(document.body, encoding="utf-8")
