"""Obsidian vaults made by chance from a seed, with every construct of Obsidian's documentation.

Tests and benchmarks make theirs here. A vault knows which file each of its links means, so that
whoever follows links can be held to it.
"""

import json
import posixpath
import random
import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path, PurePosixPath
from urllib.parse import quote

FOLDERS = ("", "Projects/Alpha", "Projects/Beta", "Areas", "Zettel", "読書", "Ideas & Drafts")
DAILY = "Journal"
TEMPLATES = "Templates"
ATTACHMENTS = "Attachments"
FIRST_DAY = date(2021, 3, 1)

CALLOUTS = (
    "note abstract summary tldr info todo tip hint important success check done question help faq"
    " warning caution attention failure fail missing danger error bug example quote cite"
).split()
TAGS = (
    "meeting inbox/to-read inbox/processing camelCase PascalCase snake_case kebab-case y1984"
    " プロジェクト/読書 über-uns музыка 🌱/seedling"
).split()
_WORDS = (
    "gradient kernel window cache motion silent harbour maple circuit lemma orbit thread parser"
    " signal garden mirror packet vector tunnel ledger compass granite lantern ribbon socket"
).split()
_NAMES = (
    "{} {}",
    "{} of the {}",
    "{}-{}",
    "{} & {}",
    "{}'s {} (draft)",
    "{}, {} v1.2",
    "🌱 {} {}",
    "{}と{}の記録",
    "C# {} {}",
    "Über {} — {}",
)
_TASKS = ' xX?-/>!i<*"lbSIpcfkwud'


@dataclass(frozen=True)
class Meant:
    """A link as it is written, and the file that it means."""

    source: str
    written: str
    target: str


@dataclass(frozen=True)
class Vault:
    """A vault in memory.

    Attributes:
        files: Path to bytes.
        links: Every link that leads to a file.
        unwritten: Every link to a note that is not written yet, with its source.
        days: The day that a daily note is of, by its path.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    links: list[Meant] = field(default_factory=list)
    unwritten: list[tuple[str, str]] = field(default_factory=list)
    days: dict[str, date] = field(default_factory=dict)

    def write(self, root: Path) -> Path:
        """Write it into a folder."""
        for path, data in self.files.items():
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        return root

    @property
    def notes(self) -> list[str]:
        """The paths of everything that is a note: no template, nothing in a hidden folder."""
        hidden = (".", f"{TEMPLATES}/")
        return [one for one in self.files if one.endswith(".md") and not one.startswith(hidden)]


@dataclass(frozen=True)
class Manner:
    """How the owner of a vault has set Obsidian.

    Attributes:
        daily: The format of daily notes, in the words of moment.js and of ``strftime``.
        link: ``newLinkFormat``.
        attachments: ``attachmentFolderPath``.
    """

    daily: tuple[str, str] = ("YYYY-MM-DD", "%Y-%m-%d")
    link: str = "shortest"
    attachments: str = ATTACHMENTS


def make(count: int, seed: int = 1, manner: Manner | None = None) -> Vault:
    """Make a vault of so many notes; the same count, seed and manner give the same bytes."""
    maker = _Maker(random.Random(seed), manner or Manner())  # noqa: S311 - nothing secret
    return maker.make(count)


class _Maker:
    def __init__(self, chance: random.Random, manner: Manner) -> None:
        self.chance = chance
        self.manner = manner
        self.vault = Vault()
        self.paths: list[str] = []
        self.stems: Counter[str] = Counter()
        self.headings: dict[str, str] = {}
        self.pictures: list[str] = []
        self.source = ""

    def make(self, count: int) -> Vault:
        self.settings()
        self.media(max(4, count // 25))
        self.choose_paths(count)
        for number, path in enumerate(self.paths):
            self.source = path
            self.vault.files[path] = self.note(number, path)
        self.extras()
        return self.vault

    def settings(self) -> None:
        manner = self.manner
        daily = {"folder": DAILY, "format": manner.daily[0], "template": f"{TEMPLATES}/Daily"}
        app = {
            "attachmentFolderPath": manner.attachments,
            "newLinkFormat": manner.link,
            "useMarkdownLinks": False,
            "alwaysUpdateLinks": True,
            "userIgnoreFilters": ["Areas/Archive/"],
        }
        files: dict[str, object] = {
            "app.json": app,
            "daily-notes.json": daily,
            "templates.json": {"folder": TEMPLATES, "dateFormat": "YYYY-MM-DD"},
            "core-plugins.json": {"daily-notes": True, "templates": True, "canvas": True},
            "community-plugins.json": ["dataview", "obsidian-excalidraw-plugin"],
            "types.json": {"types": {"due": "date", "done": "checkbox", "rating": "number"}},
            "workspace.json": {"lastOpenFiles": ["Areas/Index.md"]},
            "plugins/dataview/data.json": {"enableDataviewJs": True},
        }
        for name, value in files.items():
            self.vault.files[f".obsidian/{name}"] = json.dumps(value, indent=2).encode()
        self.vault.files[".trash/Thrown away.md"] = b"Gone.\n"
        self.vault.files[f"{TEMPLATES}/Daily.md"] = (
            b"---\ncreated: {{date}} {{time}}\n---\n# {{title}}\n\n{{date:dddd D MMMM}}\n"
        )

    def media(self, count: int) -> None:
        here = "" if self.manner.attachments == "/" else f"{ATTACHMENTS}/"
        for number in range(count):
            name = f"Pasted image 2023{number:010}.png" if number % 2 else f"figure-{number}.png"
            self.pictures.append(f"{here}{name}")
            self.vault.files[f"{here}{name}"] = png(8 + number % 5, 6, number)
        beside = "Projects/Alpha/assets/schéma (1).png"
        self.pictures.append(beside)
        self.vault.files[beside] = png(4, 4, count)
        self.vault.files[f"{here}Paper.pdf"] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"
        self.vault.files[f"{here}Voice memo.wav"] = b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0"
        self.vault.files[f"{here}Clip.mp4"] = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"
        self.vault.files[f"{here}Unused.pdf"] = b"%PDF-1.4\n%%EOF\n"

    def choose_paths(self, count: int) -> None:
        taken: set[str] = {"index"}
        twins = ["Projects/Alpha/Index.md", "Projects/Beta/Index.md", "Areas/Index.md"]
        paths = twins[:count]
        for number in range(count // 6):
            day = FIRST_DAY + timedelta(days=number)
            path = f"{DAILY}/{day.strftime(self.manner.daily[1])}.md"
            self.vault.days[path] = day
            paths.append(path)
        while len(paths) < count:
            one, two = self.chance.sample(_WORDS, 2)
            name = self.chance.choice(_NAMES).format(one.capitalize(), two)
            folder = self.chance.choice(FOLDERS)
            if folder == "Zettel":
                stamp = FIRST_DAY + timedelta(days=len(paths))
                name = f"{stamp:%Y%m%d}{len(paths) % 24:02}15 {name}"
            if name.casefold() in taken:
                name = f"{name} {len(paths)}"
            taken.add(name.casefold())
            paths.append(str(PurePosixPath(folder) / f"{name}.md"))
        self.paths = paths
        self.stems = Counter(map(stem, paths))
        self.headings = {path: f"Results: {stem(path)[:9].strip()}" for path in paths}

    # Links. Each form of Obsidian's documentation, with the file it means written down.

    def link(self, written: str, target: str) -> str:
        self.vault.links.append(Meant(self.source, written, target))
        return written

    def other(self) -> str:
        while _is_empty(number := self.chance.randrange(len(self.paths))):
            pass
        return self.paths[number]

    def nameable(self) -> str:
        """A note whose name can stand in double brackets."""
        while set("#^|[]") & set(path := self.other()):
            pass
        return path

    def wiki(self, path: str) -> str:
        """How the settings have it: the name alone where only one file has it, else the path."""
        whole = path.removesuffix(".md")
        if self.manner.link == "relative":
            return _relative(whole, self.source)
        alone = self.stems[stem(path)] == 1
        return stem(path) if alone and self.manner.link == "shortest" else whole

    def wikilink(self) -> str:
        path = self.nameable()
        forms = (
            "[[{}]]",
            "[[{}|another name]]",
            "[[{}.md]]",
            f"[[{{}}#{_linkable(self.headings[path])}]]",
            f"[[{{}}#Notes#{_linkable(self.headings[path])}|there]]",
            "[[{}#^quote-of-the-day]]",
        )
        return self.link(self.chance.choice(forms).format(self.wiki(path)), path)

    def markdown_link(self) -> str:
        path = self.other()
        forms: tuple[Callable[[], str], ...] = (
            lambda: f"[see](<{path}>)" if "#" not in path else f"[see]({quote(path)})",
            lambda: f"[see]({quote(path)})",
            lambda: f"[see]({quote(_relative(path, self.source))})",
            lambda: f'[part]({quote(path)}#{quote(_linkable(self.headings[path]))} "A title")',
        )
        return self.link(self.chance.choice(forms)(), path)

    def embed(self) -> str:
        path = self.nameable()
        form = self.chance.choice(
            ("![[{}]]", f"![[{{}}#{_linkable(self.headings[path])}]]", "![[{}#^quote-of-the-day]]")
        )
        return self.link(form.format(self.wiki(path)), path)

    def picture(self) -> str:
        path = self.chance.choice(self.pictures)
        name = path.rpartition("/")[2]
        forms = (
            f"![[{name}]]",
            f"![[{path}]]",
            f"![[{name}|300]]",
            f"![[{name}|30x20]]",
            f"![[{name}|A figure|40]]",
            f"![A figure|50]({quote(path)})",
            f"![A figure](<{path}>)",
        )
        return self.link(self.chance.choice(forms), path)

    def other_media(self) -> str:
        here = self.pictures[0].rpartition("/")[0]
        name = self.chance.choice(("Paper.pdf", "Voice memo.wav", "Clip.mp4"))
        part = self.chance.choice(("#page=3", "#height=400")) if name == "Paper.pdf" else ""
        return self.link(f"![[{name}{part}]]", f"{here}/{name}".lstrip("/"))

    def unwritten(self) -> str:
        written = f"[[Still to write {self.chance.randint(1, 99)}]]"
        self.vault.unwritten.append((self.source, written))
        return written

    # Notes.

    def note(self, number: int, path: str) -> bytes:
        if _is_empty(number):
            return b""
        parts = list(self.blocks(number, path))
        text = "\n\n".join(parts) + "\n"
        header = self.properties(number, path) if number % 3 else ""
        data = (header + text).encode()
        if number % 41 == 7:
            data = data.replace(b"\n", b"\r\n")
        return b"\xef\xbb\xbf" + data if number % 53 == 9 else data

    def properties(self, number: int, path: str) -> str:
        day = self.vault.days.get(path) or FIRST_DAY + timedelta(days=number % 900)
        lines = {
            "aliases": f"aliases:\n  - Alias {number}\n  - {stem(path)[:6].strip()}'s other name",
            "tags": f"tags:\n  - {self.chance.choice(TAGS)}\n  - {self.chance.choice(TAGS)}",
            "flow": f"tags: [{self.chance.choice(TAGS)}, list]",
            "created": f"created: {day}T08:{number % 60:02}:00",
            "date": f"date: {day}",
            "linked": f'created: "[[{day}]]"',
            "due": "due: 2024-06-30",
            "done": "done: true",
            "rating": "rating: 3.50",
            "empty": "source:",
            "cssclasses": "cssclasses:\n  - wide-page",
            "up": f'up: "{self.property_link()}"',
            "related": f'related:\n  - "{self.property_link()}"\n  - "{self.property_link()}"',
            "publish": "publish: true # not a comment to lose",
            "old": "tag: old-style\nalias: Old alias\ncssclass: old",
        }
        chosen = [key for key in lines if self.chance.random() < 1 / 3]
        if "created" in chosen and "linked" in chosen:
            chosen.remove("linked")
        if "tags" in chosen and "flow" in chosen:
            chosen.remove("flow")
        if number % 83 == 13:
            return '---\n{\n  "tags": ["json"],\n  "aliases": ["As JSON"]\n}\n---\n'
        return "---\n" + "".join(f"{lines[key]}\n" for key in chosen or ["date"]) + "---\n"

    def property_link(self) -> str:
        path = self.nameable()
        return self.link(f"[[{self.wiki(path)}]]", path)

    def blocks(self, number: int, path: str) -> Iterator[str]:
        if number % 2:
            yield f"# {stem(path)}"
        yield self.prose()
        yield f"## Notes\n\n{self.prose()}\n\n### {self.headings[path]}"
        yield f"> A thought of {self.wikilink()}.\n\n^quote-of-the-day"
        kinds = (
            self.formatting,
            self.callout,
            self.tasks,
            self.table,
            self.formulas,
            self.code,
            self.comments,
            self.footnotes,
            self.picture,
            self.embed,
            self.other_media,
            self.queries,
            self.html,
        )
        for kind in self.chance.sample(kinds, 4):
            yield kind()

    def prose(self) -> str:
        words = [self.chance.choice(_WORDS) for _ in range(self.chance.randint(12, 30))]
        words[0] = words[0].capitalize()
        links = (self.wikilink, self.wikilink, self.markdown_link, self.unwritten, self.inline_tag)
        for place in sorted(self.chance.sample(range(2, len(words)), 2)):
            words[place] = self.chance.choice(links)()
        return " ".join(words) + "."

    def inline_tag(self) -> str:
        return f"#{self.chance.choice(TAGS)}"

    def formatting(self) -> str:
        return (
            "**bold _and_ italic**, ***both***, ~~struck~~, ==highlighted **here**==, \\*not\\*,\n"
            f"`[[not a link]]` and ``two `ticks` `` and #{self.chance.choice(TAGS)}, #123 not.\n"
            "[Help](https://help.obsidian.md/Obsidian%20Publish) <https://obsidian.md>\n"
            "[Open](obsidian://open?vault=MainVault&file=Note.md)  \nA new line. ^a-block-id\n\n"
            "---\n\n![Engelbart|100x145](https://history-computer.com/engelbart.jpg)"
        )

    def callout(self) -> str:
        one, two = self.chance.sample(CALLOUTS, 2)
        fold = self.chance.choice(("", "+", "-"))
        return (
            f"> [!{one}]{fold} A title with {self.wikilink()}\n> Text, ==marked==.\n> ^in-callout\n"
            f">\n> > [!{two.upper()}]\n> > - nested {self.inline_tag()}\n> >\n"
            "> > > [!todo] Deeper\n> > > Text.\n\n> [!custom-type] Only a title"
        )

    def tasks(self) -> str:
        states = self.chance.sample(_TASKS, 5)
        lines = [f"- [{state}] task {state!r} {self.wikilink()}" for state in states]
        return "\n".join([*lines, "\t- [ ] below, by a tab", "1) numbered", "2) list ^my-list"])

    def table(self) -> str:
        path = self.nameable()
        name = self.wiki(path)
        link = self.link(f"[[{name}\\|here]]", path)
        picture = self.chance.choice(self.pictures)
        embed = self.link(f"![[{picture.rpartition('/')[2]}\\|20]]", picture)
        return f"| Name | Figure |\n| :-- | --: |\n| {link} | {embed} |\n| a | b |\n\n^table-id"

    def formulas(self) -> str:
        return (
            "$$\n\\begin{vmatrix}a & b\\\\\nc & d\\end{vmatrix}=ad-bc\n$$\n\n"
            "Inline $e^{2i\\pi} = 1$ costs $5 and $6."
        )

    def code(self) -> str:
        return (
            '```js title="a.js"\nconst x = "[[no link]]" // #no-tag %%no comment%%\n```\n\n'
            "~~~mermaid\ngraph TD\nBiology --> Chemistry\nclass Biology internal-link;\n~~~"
        )

    def comments(self) -> str:
        return (
            f"Shown %%but this is not, nor {self.wikilink()}%% and shown again.\n\n"
            "%%\nA block comment\n\nof two paragraphs.\n%%"
        )

    def footnotes(self) -> str:
        return (
            "A note[^1], a named one[^note], and one inline.^[It stands *here*.]\n\n"
            f"[^1]: The first.\n[^note]: With {self.wikilink()}\n    and a second line."
        )

    def queries(self) -> str:
        return (
            "```dataview\nTABLE file.mtime FROM #meeting SORT rating DESC\n```\n\n"
            "`= this.rating` and ```` ``` ````\n\n```query\ntag:#meeting\n```"
        )

    def html(self) -> str:
        return 'H<sub>2</sub>O <u>under</u> <kbd>Ctrl</kbd>\n\n<div class="box">\nraw\n</div>'

    def extras(self) -> None:
        first = self.paths[0]
        node = {"id": "1", "type": "file", "file": first, "x": 0, "y": 0, "width": 9, "height": 9}
        canvas = json.dumps({"nodes": [node], "edges": []}).encode()
        self.vault.files["Areas/Map.canvas"] = canvas
        self.vault.files["Areas/Books.base"] = b"views:\n  - type: table\n    name: Books\n"
        self.vault.files["Areas/Sketch.excalidraw.md"] = (
            b"---\nexcalidraw-plugin: parsed\ntags: [excalidraw]\n---\n%%\n# Drawing\n"
            b"```compressed-json\nN4IgLgngDgpiBcIYA8DGBDANgSwCYCd0B3EAGhA\n```\n%%\n"
        )


def _is_empty(number: int) -> bool:
    return number % 97 == 50


def stem(path: str) -> str:
    """The name of a note without its folder and ending."""
    return PurePosixPath(path).name.removesuffix(".md")


def _relative(path: str, source: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(source) or ".")


def _linkable(heading: str) -> str:
    """A heading as Obsidian writes it into a link: what would end the link becomes a space."""
    return " ".join("".join(" " if one in "#^|:[]%" else one for one in heading).split())


def png(width: int, height: int, shade: int) -> bytes:
    """A grey picture that any viewer opens."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        size, check = (struct.pack(">I", number) for number in (len(data), zlib.crc32(kind + data)))
        return size + kind + data + check

    rows = (b"\0" + bytes([shade % 256]) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> Sequence[str]:
    """The paths at which two folders differ."""
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


def read_folder(root: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path."""
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in root.rglob("*")
        if file.is_file()
    }
