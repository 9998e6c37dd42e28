"""What is gathered while one body is rendered."""

from dataclasses import dataclass, field

from knowlog.domain.anchors import Anchors
from knowlog.domain.document import Problem
from knowlog.render.page import RenderContext, UsedLink, resolve_nothing


@dataclass(slots=True)
class Work:
    """A body on its way to HTML.

    Attributes:
        context: What the caller knows.
        anchors: The ids given so far.
        trail: The entries whose embedding led here, outermost first.
        styles: Class name to declarations, for what authors wrote into ``style``.
        problems: What went wrong so far.
        links: Every link so far, its line counted from 0 in the body.
        features: What the page has to bring with it.
        formulas: The MathML of every formula.
        anchors_used: Places in the same body that links point at, with their lines.
        forgotten_notes: Labels of footnotes that nothing refers to.
        toc_html: The table of contents, for the place where the author asks for it.
    """

    context: RenderContext
    anchors: Anchors = field(default_factory=Anchors)
    trail: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    links: list[UsedLink] = field(default_factory=list)
    features: set[str] = field(default_factory=set)
    styles: dict[str, str] = field(default_factory=dict)
    formulas: list[str] = field(default_factory=list)
    anchors_used: list[tuple[str, int]] = field(default_factory=list)
    forgotten_notes: frozenset[str] = frozenset()
    toc_html: str = ""

    def report(self, line: int, kind: str, message: str, hint: str = "") -> None:
        """Remember a problem.

        Args:
            line: Of the body, counted from 0.
            kind: Short and stable.
            message: What is wrong.
            hint: What to do about it.
        """
        problem = Problem(line + self.context.first_line, kind, message, hint)
        if problem not in self.problems[-20:]:
            self.problems.append(problem)

    def use(self, link: UsedLink) -> None:
        """Remember a link; its line still counts from 0 in the body."""
        self.links.append(link)

    @property
    def knows_the_log(self) -> bool:
        """Whether somebody answers for links at all; without that none is broken."""
        return self.context.resolve is not resolve_nothing

    def id(self, name: str) -> str:
        """An id on the page that this body becomes part of."""
        return self.context.id_prefix + name
