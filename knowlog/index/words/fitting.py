"""Whether a term may stand in a slot: the rules of ``slots`` for one term at a time."""

import re

from knowlog.domain.distance import distance
from knowlog.index.words.slots import How, Slot
from knowlog.index.words.stemming import stem


def fits(slot: Slot, term: str) -> bool:
    """Whether a term may stand in a slot."""
    match slot.how:
        case How.EXACT:
            fitting = term == slot.text
        case How.STEM:
            fitting = stem(term) == slot.text
        case How.PREFIX:
            fitting = term.startswith(slot.text)
        case How.PATTERN:
            pattern = ".*".join(map(re.escape, slot.text.split("*")))
            fitting = re.fullmatch(pattern, term) is not None
        case How.FUZZY:
            fitting = distance(slot.text, term, slot.edits) <= slot.edits
        case _:
            fitting = re.search(slot.text, term, re.IGNORECASE) is not None
    return fitting
