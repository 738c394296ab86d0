"""The lines of a letter that name what was divided off a matter (拆件)."""

from collections.abc import Mapping
from itertools import zip_longest

from notify.application.ports import Contact
from notify.domain.occurrence import Param


def part_lines(
    values: Mapping[str, Param], to: Contact, unknown: str
) -> dict[str, Param]:
    """Return a line for each part, its number and its code; nothing without parts."""
    if "parts" not in values:
        return {}
    pairs = zip_longest(str(values["parts"]).split(), to.part_codes)
    lines = [f"{receipt}  {code or unknown}" for receipt, code in pairs]
    return {"parts": "\n".join(lines)}
