"""TeX to MathML through math-core, whatever the TeX is: the engine itself knows no bounds."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Thread, stack_size
from typing import TypeVar

from math_core import LatexError, LatexToMathML

from knowlog.render.texsource import Source, prepare

LONGEST = 20_000
"""Characters of one formula; more is refused."""
_HEAVIEST = 6_000
"""Things that can nest in one formula after its macros are expanded."""
_LIGHT = 150
"""Up to this weight even a thread with the smallest stack of all systems can convert it."""
_DEEPEST = 150
"""Levels of MathML elements; browsers stop drawing at 512."""
_STACK = 64 * 1024 * 1024
_WEIGHT = re.compile(r"[\\^_{]")
_STATEFUL = re.compile(
    r"\\(?:label|eqref|tag|notag|nonumber)|\\begin\{(?:equation|align|gather|multline)\}"
)
_ELEMENT = re.compile(r"<(/?)[a-z]+[^>]*?(/?)>")
_DEFINES = re.compile(
    r"\\(?:(?:re|provide)?newcommand|[egx]?def|let|DeclareMathOperator)(?![A-Za-z])"
)
_BRACE = "<mo>⏞</mo>"
_REFERENCE = re.compile(r"\\ref\s*\{")
_ERROR = re.compile(r"^(?:input\d+:)?\d+: ")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Formula:
    """TeX as its author wrote it, without delimiters."""

    tex: str
    display: bool


@dataclass(frozen=True, slots=True)
class Converted:
    """What became of a formula.

    Attributes:
        mathml: A ``<math>`` element with the TeX as annotation; empty when there is an error or
            when the formula only defines macros.
        error: Why the engine refused it, or an empty string.
    """

    mathml: str = ""
    error: str = ""


def convert(
    formulas: Sequence[Formula], macros: Mapping[str, str], id_prefix: str = ""
) -> list[Converted]:
    r"""Convert the formulas of one document, in order.

    Macros that a formula defines hold for all that follow; numbers and references run through
    the whole document, forward references included.

    Args:
        formulas: As they stand in the document.
        macros: Name to definition, with or without its backslash, ``#1`` for arguments.
        id_prefix: Stands before the id of every labelled equation.
    """
    prepared = [_prepared(formula) for formula in formulas]
    known = {name.removeprefix("\\"): body for name, body in macros.items()}
    for source in prepared:
        known.update(source.macros)
    engine = _Engine(tuple(sorted(known.items())), id_prefix)
    return engine.convert_all(formulas, prepared)


def _prepared(formula: Formula) -> Source:
    if len(formula.tex) > LONGEST:
        return Source("", formula.display, {})
    return prepare(formula.tex, display=formula.display)


class _Engine:
    """The converter for one set of macros."""

    def __init__(self, macros: tuple[tuple[str, str], ...], id_prefix: str) -> None:
        self.macros = macros
        self.id_prefix = id_prefix
        heaviest = max((_weight(body) for _, body in macros), default=0)
        self.expansions = max(4, min(1000, _HEAVIEST // (heaviest + 1)))
        self.uses = re.compile("|".join(rf"\\{re.escape(name)}(?![A-Za-z])" for name, _ in macros))

    def convert_all(
        self, formulas: Sequence[Formula], sources: Sequence[Source]
    ) -> list[Converted]:
        results = [
            self.alone(formula, source) for formula, source in zip(formulas, sources, strict=True)
        ]
        stateful = [
            index
            for index, source in enumerate(sources)
            if results[index].mathml and _STATEFUL.search(source.tex)
        ]
        if stateful:
            self.together(formulas, sources, stateful, results)
        return results

    def alone(self, formula: Formula, source: Source) -> Converted:
        if len(formula.tex) > LONGEST:
            return Converted(error=f"longer than {LONGEST} characters")
        if not source.tex:
            return Converted()
        if _DEFINES.search(source.tex):
            return Converted(error="a definition that is not understood")
        if _weight(source.tex) > _HEAVIEST:
            return Converted(error="nested too deeply")
        if _weight(source.tex) <= _LIGHT and not (self.macros and self.uses.search(source.tex)):
            return _cached(formula.tex, source.tex, source.display)
        return _roomy(lambda: self.fresh(formula, source))

    def fresh(self, formula: Formula, source: Source) -> Converted:
        try:
            mathml = _converter(
                self.macros, self.expansions, self.id_prefix
            ).convert_with_local_state(source.tex, displaystyle=source.display)
        except LatexError as error:
            return Converted(error=_reason(error))
        return _finished(mathml, formula.tex)

    def together(
        self,
        formulas: Sequence[Formula],
        sources: Sequence[Source],
        stateful: list[int],
        results: list[Converted],
    ) -> None:
        """Convert again what counts or refers, as one batch, so that numbers run on."""
        batch = [(sources[index].tex, sources[index].display) for index in stateful]
        converter = _converter(self.macros, self.expansions, self.id_prefix)
        try:
            converted = _roomy(lambda: converter.convert_all(batch))
        except LatexError as error:
            for index in stateful:
                results[index] = Converted(error=_reason(error))
            return
        for index, mathml in zip(stateful, converted, strict=True):
            if _REFERENCE.search(formulas[index].tex):
                mathml = _without_parentheses(mathml)  # noqa: PLW2901 - the same element, refined
            results[index] = _finished(mathml, formulas[index].tex)


@lru_cache(maxsize=32)
def _converter(
    macros: tuple[tuple[str, str], ...], expansions: int, id_prefix: str
) -> LatexToMathML:
    usable = {name: body for name, body in macros if _is_usable(name, body)}
    return LatexToMathML(
        macros=usable,
        allow_unreliable_rendering=True,
        fancy_error=False,
        max_expansions=expansions,
        id_prefix=id_prefix,
    )


@lru_cache(maxsize=512)
def _is_usable(name: str, body: str) -> bool:
    """Whether the engine takes this definition: one bad macro must not cost all formulas."""
    if _weight(body) > _LIGHT:
        return False
    try:
        LatexToMathML(macros={name: body})
    except (LatexError, ValueError):
        return False
    return True


@lru_cache(maxsize=4096)
def _cached(written: str, tex: str, display: bool) -> Converted:  # noqa: FBT001 - a cache key
    try:
        mathml = _converter((), 1000, "").convert_with_local_state(tex, displaystyle=display)
    except LatexError as error:
        return Converted(error=_reason(error))
    return _finished(mathml, written)


def _roomy(work: Callable[[], _Result]) -> _Result:
    """Run something that recurses on a stack that is deep enough for the heaviest formula."""
    results: list[_Result] = []
    errors: list[LatexError] = []

    def run() -> None:
        try:
            results.append(work())
        except LatexError as error:
            errors.append(error)

    before = stack_size(_STACK)
    try:
        thread = Thread(target=run)
        thread.start()
    finally:
        stack_size(before)
    thread.join()
    if errors:
        raise errors[0]
    return results[0]


def _weight(tex: str) -> int:
    return len(_WEIGHT.findall(tex))


def _depth(mathml: str) -> int:
    deepest = depth = 0
    for element in _ELEMENT.finditer(mathml):
        if element[1]:
            depth -= 1
        elif not element[2]:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _with_plain_braces(mathml: str) -> str:
    """Take ``accent`` off braces: Chromium draws accents wider than what they span."""
    opened: list[re.Match[str]] = []
    braced: list[re.Match[str]] = []
    for element in _ELEMENT.finditer(mathml):
        if element.group().startswith("<mover"):
            opened.append(element)
        elif element.group() == "</mover>":
            over = opened.pop()
            if mathml.endswith(_BRACE, 0, element.start()) and "accent" in over.group():
                braced.append(over)
    for over in sorted(braced, key=lambda found: -found.start()):
        mathml = f"{mathml[: over.start()]}<mover>{mathml[over.end() :]}"
    return mathml


def _finished(mathml: str, tex: str) -> Converted:
    if _BRACE in mathml:
        mathml = _with_plain_braces(mathml)
    if len(mathml) > _LIGHT * len("<mi>") and _depth(mathml) > _DEEPEST:
        return Converted(error="nested too deeply")
    opening, _, rest = mathml.partition(">")
    content = rest.removesuffix("</math>")
    if not _is_one_element(content):
        content = f"<mrow>{content}</mrow>"
    annotation = f'<annotation encoding="application/x-tex">{_escaped(tex)}</annotation>'
    return Converted(f"{opening}><semantics>{content}{annotation}</semantics></math>")


def _is_one_element(content: str) -> bool:
    """Whether the first element closes only at the very end."""
    depth = 0
    for element in _ELEMENT.finditer(content):
        if element[1]:
            depth -= 1
        elif not element[2]:
            depth += 1
        if not depth:
            return element.end() == len(content)
    return False


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _without_parentheses(mathml: str) -> str:
    return re.sub(r"(<mtext><a [^>]*>)\(([^<]*)\)(</a></mtext>)", r"\1\2\3", mathml)


def _reason(error: LatexError) -> str:
    return _ERROR.sub("", str(error)).rstrip(".")
