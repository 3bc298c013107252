"""How likely one column name ends and the next begins between two characters of a header.

A small linear model over the characters on either side: headcuts.tsv, made by
training/headcuts.py from the labelled reports' headers and the list of names.
"""

from math import exp, log1p

from convert.recover.weighted import log_odds


def prices(text: str) -> tuple[list[float], list[float]]:
    """The price of a border before each character of a header, and of none there.

    `text` has no white space. Both are negative natural logarithms of probabilities.
    """
    odds = [log_odds("headcuts.tsv", features(text, at)) for at in range(len(text))]
    return [log1p(exp(-one)) for one in odds], [log1p(exp(one)) for one in odds]


def features(text: str, at: int) -> list[str]:
    """Names of the characters beside a place: up to three on either side, and across."""
    left, right = text[max(0, at - 3) : at], text[at : at + 3]
    names = ["bias"]
    names += [f"<{left[-size:]}" for size in range(1, len(left) + 1)]
    names += [f">{right[:size]}" for size in range(1, len(right) + 1)]
    names += [f"{left[-size:]}|{right[:size]}" for size in (1, 2) if left and right]
    return names
