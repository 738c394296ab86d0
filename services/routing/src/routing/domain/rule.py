"""Rules of competence as they are written down: what, where, who, how long."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from minqing_kernel.aggregate import Aggregate
from routing.domain.errors import BadRule
from routing.domain.events import RuleSet

ANYTHING = "*"
NAMED = "named"
BY_HAND = "by-hand"
FIRST_VISIT = "first-visit"
RESERVED = frozenset({NAMED, BY_HAND, FIRST_VISIT})
"""What an assignment says in a rule's place when no rule decided it."""
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,55}")
PATTERN = re.compile(r"\*|[^*\s]{1,64}\*?")
LONGEST_DAYS = 3650


def covers(pattern: str, category: str) -> bool:
    """Say whether that pattern speaks of a category: its code, or how codes begin."""
    if pattern.endswith(ANYTHING):
        return category.startswith(pattern[:-1])
    return category == pattern


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What a petition is about and where, and the unit that it names, if any.

    `accused` are the units that it accuses: nobody of them may learn of it.
    """

    category: str
    division_code: str
    organisation_id: str | None = None
    accused: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One row of competence.

    `category` is `*`, a code, or a beginning of codes ending in `*`; `division_prefix`
    is the beginning of a division code, empty for everywhere; `valid_to` is excluded.
    Raises BadRule for a wording that means nothing.
    """

    code: str
    category: str
    division_prefix: str
    organisation_id: str
    handle_within_days: int = 60
    priority: int = 0
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a wording that means nothing."""
        wrong = {name: code for name, code, is_wrong in self._faults() if is_wrong}
        if wrong:
            raise BadRule(fields=wrong)

    def _faults(self) -> Iterator[tuple[str, str, bool]]:
        sound = CODE.fullmatch(self.code) and self.code not in RESERVED
        yield "code", "pattern", not sound
        yield "category", "pattern", not PATTERN.fullmatch(self.category)
        prefix = self.division_prefix
        yield "division_prefix", "pattern", bool(prefix) and not prefix.isalnum()
        days = self.handle_within_days
        yield "handle_within_days", "out-of-range", not 1 <= days <= LONGEST_DAYS
        begin, end = self.valid_from, self.valid_to
        ends_first = begin is not None and end is not None and end <= begin
        yield "valid_to", "ends-before-it-begins", ends_first

    def covers(self, category: str) -> bool:
        """Say whether the rule speaks of that category."""
        return covers(self.category, category)

    def is_in_force(self, at: datetime) -> bool:
        """Say whether the rule holds at that moment."""
        begun = self.valid_from is None or self.valid_from <= at
        return begun and (self.valid_to is None or at < self.valid_to)

    def rank(self) -> tuple[int, int, int, bool, str]:
        """Return the sort key: the lowest is the most specific."""
        pattern = self.category.rstrip(ANYTHING)
        begins = self.category != pattern
        return (
            -self.priority,
            -len(self.division_prefix),
            -len(pattern),
            begins,
            self.code,
        )

    def wording(self) -> dict[str, str | int | datetime | None]:
        """Return everything that it says, by name, but its code."""
        said = asdict(self)
        del said["code"]
        return said

    def in_words(self) -> str:
        """Say in words why the rule decides."""
        kind = "所有类别" if self.category == ANYTHING else f"类别 {self.category}"
        place = f"区划 {self.division_prefix}" if self.division_prefix else "所有地点"
        return f"规则 {self.code}：{kind}、{place}" + (self.note and f"（{self.note}）")


@dataclass(eq=False, kw_only=True)
class RuleEntry(Aggregate):
    """A rule as it is kept: its present wording, and how many there were."""

    code: str
    rule: Rule | None = None
    revision: int = 0

    def set(self, rule: Rule, *, at: datetime) -> bool:
        """Let it read thus from now on; the same wording again changes nothing."""
        if rule == self.rule:
            return False
        self.rule, self.revision = rule, self.revision + 1
        self.record(
            RuleSet(
                code=self.code,
                revision=self.revision,
                wording=rule.wording(),
                at=at,
            )
        )
        return True
