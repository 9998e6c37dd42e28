"""How many examples of the CommonMark specification come out as it says.

usage: python benchmarks/commonmark.py SPEC.TXT [--show]

The specification is the file ``spec.txt`` of the npm package ``commonmark-spec``. Differences by
design are heading ids, tasks, tables and formulas (``\\(`` opens one), and HTML that is made safe.
"""

import re
import sys
from pathlib import Path

from knowlog.render.dialect.parser import parser
from knowlog.render.html.work import Work
from knowlog.render.html.writer import write
from knowlog.render.page import RenderContext

EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)


def rendered(markdown: str) -> str:
    work = Work(RenderContext(trust_html=True))
    return write(parser().parse(markdown, {}), work)


def normal(html: str) -> str:
    """Leave out what this program adds to elements on purpose."""
    html = re.sub(r'<div class="code"[^>]*>(<pre.*?</pre>)</div>', r"\1", html, flags=re.DOTALL)
    html = re.sub(r'<span class="[a-z0-9]+">(.*?)</span>', r"\1", html)
    html = re.sub(r' (?:loading="lazy"|decoding="async"|tabindex="0"|id="[^"]*")', "", html)
    html = html.replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>")
    return re.sub(r" /?>", ">", html).replace("&quot;", '"').replace("&#x27;", "'").strip()


def main() -> None:
    spec = Path(sys.argv[1]).read_text(encoding="utf-8").replace("→", "\t")
    examples = EXAMPLE.findall(spec)
    failed = [(m, h) for m, h in examples if normal(rendered(m)) != normal(h)]
    for markdown, html in failed if "--show" in sys.argv else []:
        print(f"{markdown}--- wanted\n{normal(html)}")
        print(f"--- got\n{normal(rendered(markdown))}\n{'=' * 40}")
    print(f"{len(examples) - len(failed)} of {len(examples)}")


if __name__ == "__main__":
    main()
