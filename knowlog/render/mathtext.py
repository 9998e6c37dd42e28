"""Formulas as one line of Unicode, for a terminal: ``αₜ``, ``∑ᵢ₌₁ⁿ``, ``(a + b)/c``.

It reads the MathML that the page shows too, so both say the same and parentheses go where the
structure needs them. What Unicode cannot say on a line is left to the TeX.
"""

import re
from collections.abc import Callable, Iterator
from unicodedata import normalize

from knowlog.render.mathml import Element, parse_mathml

_SUBSCRIPTS = str.maketrans(
    "0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"
)
_SUPERSCRIPTS = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ⊤′″‴*∗†∘",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡᵀ′″‴**†°",
)
_COMBINING = {
    "^": "\u0302", "\u0302": "\u0302", "ˆ": "\u0302", "~": "\u0303", "\u0303": "\u0303",
    "˜": "\u0303", "¯": "\u0304", "‾": "\u0305", "\u0332": "\u0305", "\u0304": "\u0304",
    "\u0305": "\u0305", "_": "\u0332", "˙": "\u0307", "\u0307": "\u0307", "¨": "\u0308",
    "\u0308": "\u0308", "→": "\u20d7", "\u20d7": "\u20d7", "ˇ": "\u030c", "\u030c": "\u030c",
    "˘": "\u0306", "´": "\u0301", "`": "\u0300", "°": "\u030a",
}  # fmt: skip
_SPACED = frozenset("=≠<>≤≥≈≃≅∼≡∝∈∉∋⊂⊃⊆⊇→←↔⇒⇐⇔⟹⟸⟺⟶↦↪≔≜≐≪≫≺≻⪯⪰⊢⊨⊥∥∣+−-±∓×÷⋅∗∘⊕⊗⊙⊖∪∩∧∨∖⊎≲≳∀∃:")
_TIGHT = frozenset("⋅:∘∥∣∀∃")
_OPENING = frozenset("([{⟨⌊⌈∀∃")
_CLOSING_UP = frozenset(",;")
_APPLY = "\u2061"
_INVISIBLE = re.compile("[\u2062-\u2064\ufe00\ufe01\u200b]")
_MARKS = r"[\u0300-\u036f\u20d0-\u20ff′″*†°!₀-₎ₐ-ₜᵢ-ᵪ⁰-ⁿᵃ-ᶿ¹²³]"
_ATOM = re.compile(rf"√?(?:\d[\d.]*{_MARKS}*|[^\W\d]{_MARKS}*|[^\s\w]{_MARKS}*|[A-Za-z]{{2,}})")
_NAME = re.compile(r"[A-Za-z]{2,}(?!\w)")
_BIG = "∑∏∐∫∬∭∮⋃⋂⨁⨂⋁⋀"
_LOOSE_END = re.compile(rf"[_^]\w\Z|[{_BIG}](?:_\([^()]*\)|\S)*\Z")
_INNERMOST = re.compile(r"\([^()]*\)")
_ROOTS = {"3": "∛", "4": "∜"}
_BIG_SPACE, _SPACE = 0.9, 0.2
_RELATION = re.compile(r"\A([=≠<>≤≥≈≃≅∼≡∝∈→⇒⇔:])(?=\S)")
_LENGTH = re.compile(r"-?[\d.]+(?=em\b)")


class _UnfaithfulError(Exception):
    """One line of Unicode cannot say this."""


def math_text(mathml: str) -> str | None:
    """Write a formula as Unicode text, one line per row of an alignment.

    Args:
        mathml: As ``knowlog.render.math.convert`` gives it.

    Returns:
        None when a line of text cannot hold it faithfully; the TeX then can.
    """
    semantics = parse_mathml(mathml).children[0]
    content = semantics.children[0]
    try:
        lines = _rows(content) if content.tag == "mtable" else [_text(content)]
    except (_UnfaithfulError, RecursionError):
        return None
    text = "\n".join(re.sub(r"[ ]{3,}", "  ", line).strip() for line in lines)
    return normalize("NFC", text)


def _text(element: Element) -> str:
    write = _WRITERS.get(element.tag)
    if write is None:
        raise _UnfaithfulError(element.tag)
    return write(element)


def _token(element: Element) -> str:
    return _INVISIBLE.sub("", element.text).replace("\u00a0", " ")


def _row(element: Element) -> str:
    text, applied = "", False
    for child in element.children:
        piece = _text(child)
        if child.tag == "mo" and piece == _APPLY:
            applied = True
            continue
        if applied:
            text += "" if piece[:1] in _OPENING else " "
        applied = False
        text = _with_operator(text, piece, child) if child.tag == "mo" else _joined(text, piece)
    return text


def _joined(before: str, piece: str) -> str:
    """Put a space where two neighbours would read as one."""
    if not before or not piece or before[-1] == " ":
        return before + piece
    if piece[0] in _BIG and (before[-1].isalnum() or before[-1] in ")]"):
        return f"{before} {piece}"
    if not piece[0].isalnum():
        return before + piece
    beside_name = _NAME.match(piece) and before[-1].isalnum()
    return f"{before} {piece}" if beside_name or _LOOSE_END.search(before) else before + piece


def _with_operator(before: str, operator: str, element: Element) -> str:
    """Put spaces around what relates two things, and none around a sign."""
    last = before.rstrip()[-1:]
    if operator in _CLOSING_UP:
        return f"{before}{operator} "
    if operator not in _SPACED or element.attributes.get("form") == "prefix":
        return before + operator
    if not last or last in _OPENING or last in _SPACED or last in _CLOSING_UP:
        return before + operator
    if operator in _TIGHT and operator not in "∣∥:":
        return before + operator
    return f"{before.rstrip()} {operator} "


def _space(element: Element) -> str:
    width = _LENGTH.match(element.attributes.get("width", ""))
    if not width or float(width.group()) < _SPACE:
        return ""
    return "  " if float(width.group()) >= _BIG_SPACE else " "


def _fraction(element: Element) -> str:
    above, below = (_text(child).strip() for child in element.children)
    if element.attributes.get("linethickness", "1") in ("0", "0em", "0px"):
        return f"{above} choose {below}"
    return f"{_as_product(above)}/{_grouped(below)}"


def _root(element: Element) -> str:
    if element.tag == "mroot":
        index = _text(element.children[1])
        sign = _ROOTS.get(index) or (_script(index, _SUPERSCRIPTS) or f"{index}") + "√"
        return sign + _grouped(_text(element.children[0]))
    return "√" + _grouped(_row(element))


def _scripted(element: Element) -> str:
    base = _grouped(_text(element.children[0]), empty="")
    scripts = [_text(child).strip() for child in element.children[1:]]
    below = scripts[0] if element.tag != "msup" else ""
    above = scripts[-1] if element.tag != "msub" else ""
    return base + lowered(below) + raised(above)


def _limits(element: Element) -> str:
    base = _text(element.children[0]).strip()
    scripts = [_text(child).strip() for child in element.children[1:]]
    below = scripts[0] if element.tag != "mover" else ""
    above = scripts[-1] if element.tag != "munder" else ""
    accented = "true" in (element.attributes.get("accent"), element.attributes.get("accentunder"))
    if accented or above in _COMBINING:
        return _accented(base, below, above)
    if element.tag == "mover" and base in "=→←⟶∼":
        return f" {base}{raised(above)} "
    return base + lowered(below) + raised(above)


def _accented(base: str, below: str, above: str) -> str:
    mark = _COMBINING.get(above)
    if mark and not below and base:
        return (
            "".join(character + mark for character in base)
            if mark == "\u0305"
            else _hat(base, mark)
        )
    if (below or above) in ("⏟", "⏞"):
        return _grouped(base)
    raise _UnfaithfulError(above or below)


def _hat(base: str, mark: str) -> str:
    if len(base) > 1 and not base[1:].strip("\u0300\u0301\u0302\u0303\u0304"):
        return base + mark
    if len(base) != 1:
        raise _UnfaithfulError(mark)
    return base + mark


def lowered(text: str) -> str:
    """Write a subscript: in small letters where Unicode has them all, else after ``_``."""
    return (_script(text, _SUBSCRIPTS) or f"_{_closed(text)}") if text else ""


def raised(text: str) -> str:
    """Write a superscript: in small letters where Unicode has them all, else after ``^``."""
    return (_script(text, _SUPERSCRIPTS) or f"^{_closed(text)}") if text else ""


def _script(text: str, table: dict[int, int]) -> str:
    """Raise or lower every character, or nothing: half a script would mislead."""
    compact = re.sub(r"\s*([=+−-])\s*", r"\1", text)
    if any(ord(character) not in table for character in compact):
        return ""
    return compact.translate(table)


def _grouped(text: str, empty: str = " ") -> str:
    """Put parentheses around what is more than one thing."""
    if not text:
        return empty
    if _ATOM.fullmatch(text) or _is_enclosed(text):
        return text
    return f"({text})"


def _closed(text: str) -> str:
    """Put parentheses around all but one thing: in ``e^f(x)`` the bracket would be a factor."""
    return f"({text})" if text[0].isalnum() and not _ATOM.fullmatch(text) else _grouped(text)


def _as_product(text: str) -> str:
    """Put parentheses around a sum, or around anything else that is loose."""
    outside = text
    while "(" in outside and (inner := _INNERMOST.sub("", outside)) != outside:
        outside = inner
    return _grouped(text) if " " in outside else text


def _is_enclosed(text: str) -> bool:
    """Whether the first bracket closes at the very end, as in ``f(x)`` or ``(a + b)``."""
    opening = re.match(r"\w*[(\[{|‖⟨]", text)
    if not opening or text[-1] not in ")]}|‖⟩":
        return False
    if text[opening.end() - 1] in "|‖":
        return text.count(text[-1]) == len("||") and opening.end() == 1
    depth = 0
    for position, character in enumerate(text):
        depth += (character in "([{⟨") - (character in ")]}⟩")
        if not depth and position >= opening.end():
            return position == len(text) - 1
    return False


def _table(element: Element) -> str:
    return "; ".join(_rows(element))


def _rows(table: Element) -> list[str]:
    return ["".join(_cells(row)).strip() for row in table.children]


def _cells(row: Element) -> Iterator[str]:
    written = [_row(cell).strip() for cell in row.children]
    for number, (cell, text) in enumerate(zip(row.children, written, strict=True)):
        aligned = "text-align: left" in cell.attributes.get("style", "")
        if number and text and any(written[:number]):
            is_number = re.fullmatch(r"\([^()]*\)", text) and number == len(written) - 1
            yield "   " if is_number else " " if aligned else "  "
        yield _RELATION.sub(r"\1 ", text) if aligned else text


def _enclosed(element: Element) -> str:
    content = _row(element)
    if element.attributes.get("notation") == "box":
        return f"[{content.strip()}]"
    raise _UnfaithfulError("menclose")


def _nothing(element: Element) -> str:
    del element
    return ""


_WRITERS: dict[str, Callable[[Element], str]] = {
    "mi": _token, "mn": _token, "mo": _token, "ms": _token,
    "mtext": lambda element: _row(element) if element.children else _token(element),
    "a": _token,
    "mrow": _row, "mstyle": _row, "mpadded": _row, "mtd": _row, "math": _row,
    "mspace": _space, "mphantom": _nothing, "none": _nothing,
    "mfrac": _fraction, "msqrt": _root, "mroot": _root,
    "msub": _scripted, "msup": _scripted, "msubsup": _scripted,
    "munder": _limits, "mover": _limits, "munderover": _limits,
    "mtable": _table, "menclose": _enclosed,
}  # fmt: skip
