"""A log with something of everything, for tests that look at whole sites."""

from pathlib import Path

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082"
)
SINK = """---
title: Kitchen sink
date: 2024-05-06
tags: [ml/recsys, C++]
---
## First part

Some *emphasis*, `code`, a [[Second]] wikilink, [local](second.md#more), math $a^2+b^2$,
a note[^1], <kbd>Ctrl</kbd>, and https://example.org/.

> [!warning] Mind
> The gap.

- [ ] to do
- [x] done

| a | b |
|:--|--:|
| one | 2 |

Term
: What it means.

> [!tip]- Folded
> Inside.

<details><summary>More</summary>

Told on request.

</details>

```mermaid
graph LR
  Moon --> Tide
```

![A film](film.mp4)

![A sound](sound.mp3)

<iframe src="https://tube.example/embed/1" title="A talk" width="560" height="315"></iframe>

<iframe src="https://elsewhere.example/x"></iframe>

![[Second]]

```python {hl_lines=[2]}
def f(x):
    return f"{x!r}"  # a long comment that goes on and on so that the line has to scroll in its box
```

$$\\sum_{i=1}^n \\frac{x_i}{\\sqrt{2\\pi}}$$

$$\\boxed{\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}}$$

![A picture](picture.png)

## Second part

### Below it

[^1]: The note.
"""
HARM = """---
title: Pasted
date: 2024-05-05
---
<script>alert(1)</script><img src="picture.png" onerror="alert(1)">
<a href="javascript:alert(1)">no</a>
<div style="position:fixed;inset:0;background:red">cover</div>
"""
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung"
"""Wider than a phone, in titles and tags as well as in texts."""
ODD = f"""---
title: {LONG_WORD} and a title that does not end where others would
date: 2022-01-02
tags: [{LONG_WORD.lower()}, sea]
lang: he
---
שלום עולם.

| | {LONG_WORD} | b |
|--|--|--|
| one | 2 | 3 |

| a | b |
|--|--|
| one | 2 |

```python {{linenos=true start=9}}
def f(): ...
```

> [!question] {LONG_WORD}?
> {LONG_WORD}

""" + "\n\n".join(f"{'#' * (2 + number % 3)} Part {number}\n\nText." for number in range(60))
KINDS = {
    "home": "index.html",
    "entry": "2024/kitchen-sink/index.html",
    "odd entry": "2022/odd/index.html",
    "about": "about/index.html",
    "archive": "archive/index.html",
    "year": "2024/index.html",
    "tags": "tags/index.html",
    "tag": "tags/ml/recsys/index.html",
    "graph": "graph/index.html",
    "not found": "404.html",
}


def write_log(root: Path) -> Path:
    """Write the log into an empty folder."""
    entries = root / "entries"
    entries.mkdir()
    settings = 'title = "Tidal notes"\nauthor = "A. Writer"\ndescription = "What I learn."\n'
    site = "[site]\ncitation = true\nframes = ['tube.example']\n"
    (root / "knowlog.toml").write_text(settings + site, encoding="utf-8")
    for name in ("picture.png", "film.mp4", "sound.mp3"):
        (entries / name).write_bytes(PIXEL)
    second = (
        "---\ntitle: Second\ntags: [ml]\naliases: [/old/second.html]\n---\n"
        "Back to the [[Kitchen sink]].\n\n## More\n\nText.\n"
    )
    notes = {
        "2024-05-06-kitchen-sink": SINK,
        "2024-05-05-pasted": HARM,
        "2024-06-07-second": second,
        "2022-01-02-odd": ODD,
        "about": "---\ntitle: About\nlayout: page\n---\nI am.\n",
    }
    for number in range(14):
        words = f"tide number {number} " * (number + 1)
        text = f"---\ntitle: Tide {number}\ntags: [sea]\n---\n{words}and 潮の満ち引き.\n"
        notes[f"2023-02-{number + 1:02}-tide-{number}"] = text
    for name, text in notes.items():
        (entries / f"{name}.md").write_text(text, encoding="utf-8")
    return root
