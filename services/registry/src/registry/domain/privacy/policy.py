"""How long what is kept of people, what a law keeps, how fast requests are decided.

What a place's policy leaves out is the statute's: it names no years, so nothing is
forgotten by itself, and no days (个人信息保护法第50条): there the house's number holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from minqing_kernel.errors import Invalid
from registry.domain.archive.keeping import Part, Secrecy
from registry.domain.sensitivity import Sensitivity

DECISION_DAYS = 15
DECISION_BASIS = "个人信息保护法第50条（未定期限，本系统默认15个工作日）"
EVERY_SECTION = "*"
PARTICULARS = "particulars"
"""Name, numbers and registered address: what registry itself keeps of a resident."""
REQUESTS = "requests"
"""What somebody said who asked for a correction or a deletion."""
VISITS = "visits"
"""Topic and diary of visits."""
PLANS = "plans"
"""What was said in the plan of a household that was closed."""
LEDGERS = "ledgers"
"""What was said of what was struck off a ledger."""
LEDGER_MEETINGS = "ledger-meetings"
"""Minutes and decisions of meetings on ledgers."""
LEDGER_LISTS = "ledger-lists"
"""The words in weekly lists of ledgers."""
HELP = "help"
"""Which benefits and jobs were found for somebody."""
LEAP_DAY = (2, 29)


class Since(StrEnum):
    """From which day the years count."""

    DEATH = "death"
    DEPARTURE = "departure"
    CLOSING = "closing"
    EMPTIED = "emptied"
    VISIT = "visit"
    MADE = "made"


TIED = {
    REQUESTS: Since.CLOSING,
    VISITS: Since.VISIT,
    PLANS: Since.CLOSING,
    LEDGERS: Since.CLOSING,
    LEDGER_MEETINGS: Since.MADE,
    LEDGER_LISTS: Since.MADE,
}
"""What has a beginning of its own: it is for this, and this for it alone."""


def can_count(section: str, since: Since) -> bool:
    """Tell whether the years of this section may count from there.

    A household that nobody lives in any more (emptied) has sections alone.
    """
    if section in TIED or since in TIED.values():
        return TIED.get(section) is since
    return not (section in {PARTICULARS, HELP} and since is Since.EMPTIED)


@dataclass(frozen=True, kw_only=True)
class RetentionRule:
    """A class of a section is kept so many years after a day (第19条), by a rule.

    What is said of every section does not hold for those `besides`.
    """

    section: str
    sensitivity: Sensitivity
    since: Since
    years: int
    basis: str
    besides: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.sensitivity < Sensitivity.PERSONAL or self.years < 0:
            raise Invalid(fields={"retention": "bad-rule"})
        if not can_count(self.section, self.since):
            raise Invalid(fields={"retention": "bad-rule"})

    @property
    def secrecies(self) -> Sequence[Secrecy]:
        """Which parts of a section go: class 3 alone, or all of it."""
        alone = self.sensitivity is Sensitivity.SENSITIVE
        return (Secrecy.SENSITIVE,) if alone else (Secrecy.COMMON, Secrecy.SENSITIVE)

    def covers(self, part: Part) -> bool:
        """Tell whether it says how long this part is kept."""
        every = self.section == EVERY_SECTION and part.section not in self.besides
        named = every or self.section == part.section
        return named and part.secrecy in self.secrecies

    def last_day(self, today: date) -> date:
        """Return the latest day since which the years have passed today."""
        year = today.year - self.years
        if (today.month, today.day) == LEAP_DAY:
            return date(year, 2, 28)
        return today.replace(year=year)


@dataclass(frozen=True, kw_only=True)
class KeptByLaw:
    """A section whose keeping a law orders: no request deletes it (第47条第2款)."""

    section: str
    law: str


@dataclass(frozen=True, kw_only=True)
class PrivacyPolicy:
    """The rules of a place at a moment."""

    code: str = "statute"
    decision_days: int = DECISION_DAYS
    decision_basis: str = DECISION_BASIS
    retention: Sequence[RetentionRule] = ()
    kept: Sequence[KeptByLaw] = field(default=())

    def law_that_keeps(self, section: str) -> str | None:
        """Return which law orders a section to be kept, if one does."""
        found = [each.law for each in self.kept if each.section == section]
        return found[0] if found else None

    @property
    def unsaid(self) -> Sequence[tuple[str, Since]]:
        """Return of what no rule says how long it is kept: it is never forgotten."""
        said = {(rule.section, rule.since) for rule in self.retention}
        return [each for each in TO_BE_SAID if each not in said]


TO_BE_SAID: Final = (
    *(
        (section, since)
        for section in (EVERY_SECTION, PARTICULARS, HELP)
        for since in (Since.DEATH, Since.DEPARTURE)
    ),
    (EVERY_SECTION, Since.EMPTIED),
    *TIED.items(),
)
"""Whatever is kept of people, by the day from which its years count (第19条)."""
STATUTORY_PRIVACY = PrivacyPolicy()
