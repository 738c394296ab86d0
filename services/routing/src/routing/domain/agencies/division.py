"""Division codes of China: what counts of one, and which place lies in which area.

GB/T 2260 names provinces, cities and districts by six digits, the statistical code
(统计用区划代码) goes on with three for the street and three for the community; what a
code does not say stands there as zeros.
"""

import re
from typing import Final

CODE: Final = re.compile(r"[1-9][0-9]{5}(?:[0-9]{3}(?:[0-9]{3})?)?")
PROVINCE, CITY, DISTRICT, STREET = 2, 4, 6, 9
"""How many digits count of the code of each."""
SHORTER: Final = (STREET, DISTRICT, CITY, PROVINCE)


def is_division_code(code: str) -> bool:
    """Tell whether that is a code of six, nine or twelve digits."""
    return CODE.fullmatch(code) is not None


def area_of(code: str) -> str:
    """Return the digits that count: how the code of every place within begins."""
    area = code
    for end in SHORTER:
        if len(area) > end and not area[end:].strip("0"):
            area = area[:end]
    return area


def lies_in(place: str, code: str) -> bool:
    """Tell whether a place, by a code of two to twelve digits, lies in that area."""
    return place.startswith(area_of(code))
