"""Which answers outlive their owner's silence: lists and figures, nobody's contact.

What tells of residents, and whatever its owner writes down as a look, is asked anew
each time or not shown at all.
"""

import re
from typing import Final

LASTING: Final = (
    r"/v1/cases(/[A-Z0-9-]+)?",
    r"/v1/case-tally",
    r"/v1/co-tasks",
    r"/v1/reviews",
    r"/v1/handovers",
    r"/v1/figures(/rows)?",
    r"/v1/reports/[a-z]+",
    r"/v1/obligations/(standings|history|rules)",
    r"/v1/publications",
    r"/v1/ledger-items",
    r"/v1/ledgers",
    r"/v1/category-lists",
    r"/v1/organisation-tree",
    r"/v1/grid-cover",
    r"/v1/agencies",
    r"/v1/agency-(quarantine|differences)",
    r"/v1/policy",
    r"/v1/texts",
)
PATTERN: Final = re.compile("|".join(LASTING))


def lasts(path: str) -> bool:
    """Tell whether what stands at an address may be shown while its owner is away."""
    return PATTERN.fullmatch(path) is not None
