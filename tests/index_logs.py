"""Small logs for the tests of the search index: made by hand, and made by chance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from knowlog.domain.document import Document
from knowlog.domain.entry import Entry

Pair = tuple[Entry, Document]


@dataclass(frozen=True)
class File:
    """What a test says of a file."""

    path: str
    title: str
    body: str
    tags: tuple[str, ...] = ()
    day: int | None = 0
    draft: bool = False
    lang: str = ""
    meta: tuple[tuple[str, object], ...] = ()

    @property
    def moment(self) -> datetime | None:
        return None if self.day is None else FIRST_DAY + timedelta(days=self.day)


FIRST_DAY = datetime(2024, 5, 1, 12, tzinfo=UTC)


def pair(file: File) -> Pair:
    entry = Entry(
        id=file.path.removesuffix(".md"),
        path=file.path,
        title=file.title,
        date=file.moment,
        tags=file.tags,
        draft=file.draft,
        lang=file.lang,
    )
    meta = dict(file.meta)
    written = {key: str(value) for key, value in meta.items()}
    return entry, Document(file.path, meta, written, file.body)


def pairs(files: Iterable[File]) -> list[Pair]:
    return [pair(file) for file in files]


BOOKS = (("author", "Alan Turing"), ("rating", 4))

SHOWN = "![image](a.png) [link](b)"
MIXED = [
    File("git/rebase.md", "Interactive rebase", "# Rebasing\n\nI rebase with `--force`.", ("git",)),
    File("git/merge.md", "Merging", "Merge or rebase? Interactive merges.", ("git", "vcs"), 1),
    File("ml/loader.md", "DataLoader", "The DataLoader reads batches.", ("ml/torch",), 2),
    File("ml/nn.md", "Layers", "torch.nn.functional learning_rate x^2", ("ml",), 3, meta=BOOKS),
    File("cpp.md", "Languages", "C++ and C# but not C, utf8 and UTF-8.", (), 40, lang="en"),
    File("zh.md", "机器学习", "今天学习了变压器模型。", ("ml",), 50, lang="zh-CN"),
    File("ja.md", "データ", "機械学習のデータを読む。", (), 60, lang="ja"),
    File("ko.md", "한국어", "한국어 검색은 쉽다.", (), 61),
    File("th.md", "ภาษาไทย", "การค้นหาภาษาไทย", (), 62),
    File("ar.md", "العربية", "البحث في الكتاب", (), 63),
    File("draft.md", "Draft", "An idea 🎉 about the learning rate.", ("idea",), 400, draft=True),
    File("undated.md", "Naïve résumé", "See https://arxiv.org/abs/1706.03762v5", (), None),
    File("paper.md", "Attention", "doi 10.1145/3292500.3330701 $e^{x}$", (), 70,
         meta=(("author", "Ada Lovelace"), ("rating", 5), ("year", 2017))),
    File("code.md", "Code", f"```python\nimport os\n```\n\n{SHOWN}\n\n- [ ] test", (), 71),
    File("empty.md", "Empty", "", (), 72),
]  # fmt: skip

WORDS = ("apple", "apples", "banana", "bananas", "cherry", "date", "learning", "learned", "lemon")


def texts() -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def logs() -> st.SearchStrategy[list[File]]:
    """Logs of few words, so that everything meets everything."""
    tags = st.lists(st.sampled_from(("ml", "ml/recsys", "mlops", "git")), max_size=2, unique=True)
    file = st.tuples(texts(), texts(), tags, st.one_of(st.none(), st.integers(0, 5)), st.booleans())
    return st.lists(file, max_size=8).map(
        lambda rows: [
            File(f"{number:02d}.md", title or "untitled", body, tuple(tags), day, draft)
            for number, (title, body, tags, day, draft) in enumerate(rows)
        ]
    )
