"""The style sheet that formulas need beside the font: what MathML Core left to CSS."""

_STRIKE = "transparent 47%,currentcolor 47%,currentcolor 53%,transparent 53%"


def stylesheet(font_url: str) -> str:
    """Give the rules for ``<math>``.

    Args:
        font_url: Where the page finds the font that ``mathfont.subset`` made.
    """
    return f"""@font-face{{font-family:"Knowlog Math";src:url("{font_url}") format("woff2")}}
math{{font-family:"Knowlog Math","STIX Two Math","Cambria Math",math}}
math[display=block]{{width:100%}}
menclose[notation~=box]{{border:1px solid;padding:.15em .25em}}
menclose[notation=updiagonalstrike]{{background:linear-gradient(to top left,{_STRIKE})}}
menclose[notation=downdiagonalstrike]{{background:linear-gradient(to top right,{_STRIKE})}}
menclose[notation~=updiagonalstrike][notation~=downdiagonalstrike]{{background:\
linear-gradient(to top left,{_STRIKE}),linear-gradient(to top right,{_STRIKE})}}
menclose[notation~=horizontalstrike]{{text-decoration:line-through}}
"""
