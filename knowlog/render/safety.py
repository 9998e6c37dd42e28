"""Which HTML may stand in a page: the policy, and nh3 that enforces it."""

import nh3

MATHML_TAGS = frozenset(
    "math semantics annotation mrow mi mo mn ms mtext mspace mfrac msqrt mroot mstyle merror "
    "mpadded mphantom msub msup msubsup munder mover munderover mmultiscripts mprescripts "
    "mtable mtr mtd".split()
)
MATHML_ATTRIBUTES = frozenset(
    "accent accentunder columnalign columnspan columnspacing columnlines depth dir display "
    "displaystyle encoding fence form height largeop linethickness lspace mathbackground "
    "mathcolor mathsize mathvariant maxsize minsize movablelimits rowalign rowspacing rowspan "
    "rspace scriptlevel separator stretchy symmetric voffset width xmlns".split()
)
EXTRA_TAGS = frozenset(
    "section input figure figcaption video audio source track picture details summary".split()
)
EVERYWHERE = frozenset("id class title lang dir role".split())


def clean(html: str) -> str:
    """Drop whatever could run, load or cover something; close what was left open."""
    return nh3.clean(
        html,
        tags=nh3.ALLOWED_TAGS | MATHML_TAGS | EXTRA_TAGS,
        attributes=_attributes(),
        link_rel=None,
    )


def _attributes() -> dict[str, set[str]]:
    allowed = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()}
    allowed["*"] = set(EVERYWHERE)
    allowed["input"] = {"type", "checked", "disabled"}
    for tag in MATHML_TAGS:
        allowed[tag] = set(MATHML_ATTRIBUTES)
    return allowed
