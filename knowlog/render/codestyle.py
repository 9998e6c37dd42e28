"""The style sheet of coloured code: few colours, those of the page it stands in."""

from collections.abc import Iterator

_COLOURS: dict[str, str] = {
    "muted": "c ch cd cm cp cpf c1 cs go gp gt",
    "purple": "k kc kd kn kp kr kt ow gu",
    "green": "s sa sb sc dl sd s2 sh sx s1 ss gi",
    "amber": "se si sr m mb mf mh mi mo il mx bp nb no ni nv vc vg vi vm",
    "blue": "nc nf fm nd nn ne nl na py",
    "red": "nt gd gr",
}
"""The variable of ``site.css`` to the short classes of Pygments' tokens; the rest is plain text."""
_SHAPES = {
    "font-style:italic": "c ch cd cm c1 cs ge",
    "font-weight:600": "k kd kn kr nc nf fm gh gs gu",
    "user-select:none": "gp",
}


def stylesheet() -> str:
    """Give the rules; ``light-dark()`` in the page's variables makes them fit both schemes."""
    colours = ((f"color:var(--{name})", tokens) for name, tokens in _COLOURS.items())
    return "\n".join(_rule(look, tokens) for look, tokens in (*colours, *_SHAPES.items())) + "\n"


def _rule(look: str, tokens: str) -> str:
    return f".code :is({','.join(_classes(tokens))}){{{look}}}"


def _classes(tokens: str) -> Iterator[str]:
    return (f".{name}" for name in tokens.split())
