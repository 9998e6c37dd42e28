"""The style sheet of coloured code, made from Pygments styles and held to readable contrast."""

from collections.abc import Iterator, Mapping

from pygments.style import StyleMeta
from pygments.styles import get_style_by_name
from pygments.token import STANDARD_TYPES

LIGHT, DARK = "default", "github-dark"
_PLAIN = "color:inherit;font-weight:400;font-style:normal"
"""What a token that only the light style colours looks like in the dark."""
_LEAST_CONTRAST = 4.6
"""WCAG 2.2 AA asks for 4.5 to 1."""


def stylesheet(light_background: str = "f6f8fa", dark_background: str = "161b22") -> str:
    """Give rules for light pages, for dark ones by preference, and for ``data-theme``.

    Args:
        light_background: Of a code block, as six hexadecimal digits.
        dark_background: The same for dark pages.
    """
    day, night = (
        dict(_looks(get_style_by_name(name), ground))
        for name, ground in ((LIGHT, light_background), (DARK, dark_background))
    )
    light, dark = _rules(day), _rules(dict.fromkeys(day, _PLAIN) | night)
    return (
        f"{light}\n"
        "@media screen and (prefers-color-scheme: dark) {\n"
        f":root:not([data-theme=light]) {{\n{dark}\n}}\n}}\n"
        f"@media screen {{\n:root[data-theme=dark] {{\n{dark}\n}}\n}}\n"
    )


def _rules(looks: Mapping[str, str]) -> str:
    return "\n".join(f".code .{name}{{{look}}}" for name, look in looks.items())


def _looks(style: StyleMeta, background: str) -> Iterator[tuple[str, str]]:
    plain = style.style_for_token(next(iter(STANDARD_TYPES)))
    for kind, name in STANDARD_TYPES.items():
        look = style.style_for_token(kind)
        if not name or look == plain:
            continue
        colour = readable(look["color"] or "", background)
        yield (
            name,
            ";".join(
                (
                    f"color:#{colour}" if colour else "color:inherit",
                    f"font-weight:{600 if look['bold'] else 400}",
                    f"font-style:{'italic' if look['italic'] else 'normal'}",
                )
            ),
        )


def readable(colour: str, background: str) -> str:
    """Move a colour away from its background until text in it can be read.

    Both as six hexadecimal digits; an empty colour stays empty.
    """
    if not colour:
        return ""
    red, green, blue = _channels(colour)
    goal = 0 if _luminance(_channels(background)) > 0.5 else 255  # noqa: PLR2004 - half of full light
    for step in range(21):
        share = step / 20
        mixed = tuple(round(part + (goal - part) * share) for part in (red, green, blue))
        if contrast(mixed, _channels(background)) >= _LEAST_CONTRAST:
            return "".join(f"{part:02x}" for part in mixed)
    return f"{goal:02x}" * 3


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Compute the contrast ratio of WCAG 2.2, from 1 to 21, of two colours of 0 to 255 each."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (0, 2, 4))


def _luminance(colour: tuple[int, ...]) -> float:
    linear = [
        part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - as sRGB is defined
        for part in colour
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
