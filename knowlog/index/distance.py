"""How far two words are apart."""


def within(one: str, other: str, limit: int) -> bool:
    """Whether one word becomes the other by at most so many edits.

    An edit adds, drops or changes a letter, or swaps two neighbours (optimal string alignment;
    Damerau 1964), computed row by row.
    """
    if abs(len(one) - len(other)) > limit:
        return False
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, against in enumerate(other, 1):
            cost = last[column - 1] + (letter != against)
            cost = min(cost, last[column] + 1, line[-1] + 1)
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > limit:
            return False
        before, last = last, line
    return last[-1] <= limit
