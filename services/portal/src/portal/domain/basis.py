"""The basis of a rule as people read it: no signs and no numbers of our own lists."""

import re
from typing import Final

OWN: Final = "[M]"
"""Marks what no statute and no published text says: the place's own number."""
ROW: Final = re.compile(r"(?<![A-Za-z0-9])[A-E]-[0-9]{2}(?![0-9])")
"""A row of the list of requirements, which nobody outside knows."""
CODE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
"""A rule that the place made itself and gave no words: its code says nothing."""
SITE: Final = re.compile(r"^[a-z][a-z0-9-]*: ")
EDGES: Final = " 、，,;；·-—"


ARTICLE: Final = re.compile(r"《?信访工作条例》?第([0-9、-]+)条")
"""An article of the regulations, as rules cite it."""


def plain_basis(basis: str, own: str, article: str = "") -> str:
    """Return a basis without signs; `own` says in words that it is the place's own.

    `article` is how a reader's language cites the regulations: its slot is the number.
    """
    if CODE.fullmatch(basis):
        return own
    if article:
        basis = ARTICLE.sub(lambda found: article.format(n=found[1]), basis)
    said = ROW.sub("", SITE.sub("", basis)).replace(OWN, "")
    said = re.sub(r"\s+", " ", said).replace("（）", "").strip(EDGES)
    if OWN not in basis:
        return said
    return f"{said}（{own}）" if said else own
