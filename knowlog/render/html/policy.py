"""Which HTML of authors may stand in a page: known elements, each with known attributes."""

TEXT_LEVEL = (
    "a abbr b bdi bdo br cite code data del dfn em i ins kbd mark q rp rt ruby s samp small span "
    "strike strong sub sup time tt u var wbr big font acronym"
)
BLOCKS = (
    "address article aside blockquote center caption col colgroup dd details div dl dt figcaption "
    "figure footer h1 h2 h3 h4 h5 h6 header hgroup hr li main nav ol p pre section summary table "
    "tbody td tfoot th thead tr ul"
)
MEDIA = "img picture source track video audio"
MATHML = (
    "math semantics annotation mrow mi mo mn ms mtext mspace mfrac msqrt mroot mstyle merror "
    "mpadded mphantom msub msup msubsup munder mover munderover mmultiscripts mprescripts none "
    "mtable mtr mtd menclose"
)
TAGS = frozenset(f"{TEXT_LEVEL} {BLOCKS} {MEDIA} {MATHML} input iframe".split())
EVERYWHERE = frozenset("id class title lang dir role".split())
ARIA = frozenset(
    "aria-hidden aria-label aria-labelledby aria-describedby aria-level data-line data-language "
    "data-callout data-label data-kind".split()
)
OF_MATHML = frozenset(
    "accent accentunder columnalign columnspan columnspacing columnlines depth display "
    "displaystyle encoding fence form height intent arg largeop linethickness lspace "
    "mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits notation rowalign "
    "rowspacing rowspan rspace scriptlevel separator stretchy symmetric voffset width xmlns".split()
)
_SIZES = "width height align valign"
ATTRIBUTES: dict[str, frozenset[str]] = {
    tag: frozenset(names.split())
    for tag, names in {
        "a": "href name hreflang rel target download",
        "abbr": "",
        "audio": "src controls loop muted preload",
        "blockquote": "cite",
        "br": "clear",
        "col": f"span {_SIZES}",
        "colgroup": f"span {_SIZES}",
        "data": "value",
        "del": "cite datetime",
        "details": "open name",
        "div": "align tabindex",
        "font": "color",
        "h1": "align",
        "h2": "align",
        "h3": "align",
        "h4": "align",
        "h5": "align",
        "h6": "align",
        "hr": "align width",
        "iframe": "src width height title loading allowfullscreen referrerpolicy sandbox",
        "img": f"src srcset sizes alt loading decoding border {_SIZES}",
        "input": "type checked disabled",
        "ins": "cite datetime",
        "li": "value",
        "ol": "start reversed type",
        "p": "align",
        "pre": "tabindex",
        "q": "cite",
        "source": "src srcset sizes media type width height",
        "table": f"border cellpadding cellspacing summary {_SIZES}",
        "tbody": "align valign",
        "td": f"colspan rowspan headers scope {_SIZES}",
        "th": f"colspan rowspan headers scope abbr {_SIZES}",
        "thead": "align valign",
        "tfoot": "align valign",
        "time": "datetime",
        "tr": "align valign",
        "track": "src kind label srclang default",
        "ul": "type",
        "video": "src poster controls loop muted autoplay playsinline preload width height",
    }.items()
}
ADDRESSES = frozenset({"href", "src", "poster", "cite", "srcset"})
SCHEMES = frozenset(
    "http https mailto tel ftp ftps irc ircs xmpp magnet news doi zotero obsidian".split()
)
DROPPED_WHOLE = frozenset("script style noscript template object embed applet svg canvas".split())
UNWRAPPED = frozenset(
    "html head body meta link base title form fieldset legend label button select option optgroup "
    "textarea input output progress meter dialog slot area map param frame frameset marquee".split()
)


def allowed(tag: str, attribute: str) -> bool:
    """Whether an element may have this attribute."""
    if attribute in EVERYWHERE or attribute in ARIA:
        return True
    if attribute in ATTRIBUTES.get(tag, ()):
        return True
    return tag in _MATHML_TAGS and attribute in OF_MATHML


_MATHML_TAGS = frozenset(MATHML.split())


def all_attributes() -> dict[str, set[str]]:
    """The whole policy as nh3 takes it."""
    policy = {tag: set(ATTRIBUTES.get(tag, ())) for tag in TAGS}
    for tag in _MATHML_TAGS:
        policy[tag] |= OF_MATHML
    policy["*"] = set(EVERYWHERE | ARIA)
    return policy
