"""Days that stand elsewhere in a path than at the start of the file's name."""

import re
from collections.abc import Iterator
from datetime import UTC

from knowlog.domain.dates import MONTHS, read_date

_YEAR = r"(?P<year>(?:19|20)\d{2})"
_MONTH_NAMES = "|".join(sorted((name for name in MONTHS if name), key=len, reverse=True))
_PATTERNS = (
    # 2024/05/31/name, 2024-05-31/name, 2024/05-31 name
    re.compile(rf"(?:^|/){_YEAR}[-/_.](?P<month>\d{{2}})[-/_.](?P<day>\d{{2}})(?=[/ _.-]|$)"),
    # name-2024-05-31, name 20240531, name (2024-05-31)
    re.compile(rf"[-_ .(]{_YEAR}([-_.]?)(?P<month>\d{{2}})\2(?P<day>\d{{2}})\)?$"),
    # 31.05.2024 at either end of the name: only there the order is beyond doubt
    re.compile(rf"(?:/|^)(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}(?=[ _-]|$)"),
    re.compile(rf"[-_ (](?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}\)?$"),
)
_WORDED = re.compile(
    rf"(?<![^\W_])(?:\d{{1,2}}(?:st|nd|rd|th)?\.?[ _-](?:{_MONTH_NAMES})"
    rf"|(?:{_MONTH_NAMES})[ _-]\d{{1,2}}(?:st|nd|rd|th)?),?[ _-]+{_YEAR}(?!\d)",
    re.IGNORECASE,
)
_MONTH_FOLDER = re.compile(rf"(?:^|/){_YEAR}[/-](?P<month>\d{{2}})(?:-[^\W\d_]+)?/[^/]+$")


def day_in(path: str) -> str:
    """The day that a path says, or the month where its folders say no more; empty for none.

    Args:
        path: Without the ending of the file, such as ``2024/05/31/why``.

    Returns:
        As in ``2024-05-31`` or ``2024-05``.
    """
    for text in _candidates(path):
        moment = read_date(text, UTC)
        if moment:
            return moment.strftime("%Y-%m-%d" if text.count("-") != 1 else "%Y-%m")
    return ""


def _candidates(path: str) -> Iterator[str]:
    for pattern in _PATTERNS:
        for found in pattern.finditer(path):
            yield f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}"
    for found in _WORDED.finditer(path.rpartition("/")[2]):
        yield re.sub(r"[ _-]+", " ", found.group())
    for found in _MONTH_FOLDER.finditer(path):
        yield f"{found['year']}-{found['month']}"
