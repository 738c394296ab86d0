"""The feasts of the lunar calendar, as library `holidays` knows them."""

from datetime import date
from functools import cache

import holidays

from routing.domain.projects.errors import UnknownFestival
from routing.domain.projects.project import Festival

NAMES = {
    Festival.SPRING: "Chinese New Year (Spring Festival)",
    Festival.DRAGON_BOAT: "Dragon Boat Festival",
    Festival.MID_AUTUMN: "Mid-Autumn Festival",
}
KNOWN_YEARS = range(2008, 2100)
"""In which all three are public holidays, and the library's table reaches."""


class LibraryFestivals:
    """Reads the library's names; what is not announced yet is counted by the moon."""

    def day_of(self, festival: Festival, year: int) -> date:
        """Return a feast's first day; raise UnknownFestival beyond KNOWN_YEARS."""
        if year not in KNOWN_YEARS:
            raise UnknownFestival(fields={"festival_year": "out-of-range"})
        return _days(year)[NAMES[festival]]


@cache
def _days(year: int) -> dict[str, date]:
    """Return the first day of each name; 初一 comes before the days that follow it."""
    named = holidays.country_holidays("CN", years=year, language="en_US")
    return {
        name: day
        for day, names in sorted(named.items(), reverse=True)
        for name in names.split("; ")
    }
