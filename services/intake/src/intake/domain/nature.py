"""What kind of matter a petition is: kind, path, severity, flags, the accused.

The kinds are those of 条例第29-31条; a consultation and a letter of thanks stand beside
them (domain.md D-17).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from intake.domain.errors import BrokenPetition

MOST_REPRESENTATIVES: Final = 5
"""How many may speak for many (条例第20条)."""
MOST_ACCUSED: Final = 20


class Kind(StrEnum):
    """建议意见 (第29条), 检举控告 (第30条), 申诉求决 (第31条), 咨询, 感谢 (D-17)."""

    SUGGESTION = "suggestion"
    ACCUSATION = "accusation"
    CLAIM = "claim"
    CONSULTATION = "consultation"
    THANKS = "thanks"


class Path(StrEnum):
    """The six ways of 条例第31条 for a claim, in their order.

    Four lead away from here, into a procedure of law; `duty` (申请查处、履行职责) is
    answered by the law that imposes the duty; `petition` alone has 60 days (第34条).
    """

    LITIGATION = "litigation"
    ARBITRATION = "arbitration"
    PARTY_REVIEW = "party-review"
    ADMINISTRATIVE = "administrative"
    DUTY = "duty"
    PETITION = "petition"

    @property
    def basis(self) -> str:
        """The item of the article that names it."""
        return f"信访工作条例第31条第{'一二三四五六'[list(Path).index(self)]}项"


STATUTORY: Final = frozenset(
    {Path.LITIGATION, Path.ARBITRATION, Path.PARTY_REVIEW, Path.ADMINISTRATIVE}
)
"""The paths that lead out of the door (第31条第一至四项)."""


class Severity(StrEnum):
    """一般、重大、紧急 (条例第25条; domain.md B-13)."""

    ORDINARY = "ordinary"
    MAJOR = "major"
    URGENT = "urgent"


class Flag(StrEnum):
    """集体访、越级、赴省、进京: what quarterly figures prove (B-32)."""

    COLLECTIVE = "collective"
    LEAPFROG = "leapfrog"
    PROVINCIAL = "provincial"
    CAPITAL = "capital"


@dataclass(frozen=True, kw_only=True)
class Nature:
    """What a matter is, as far as anyone settled it.

    `accused` are the organisations accused, by id: neither they nor those below them
    may learn of it (条例第30条). Raises BrokenPetition for what does not go together.
    """

    kind: Kind | None = None
    path: Path | None = None
    severity: Severity = Severity.ORDINARY
    flags: frozenset[Flag] = frozenset()
    representatives: int | None = None
    accused: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        wrong = dict(self._faults())
        if wrong:
            raise BrokenPetition(fields=wrong)

    @property
    def statutory(self) -> bool:
        """Say whether the law has another procedure for it (第31条第一至四项)."""
        return self.path in STATUTORY

    @property
    def open_to_all(self) -> bool:
        """Say whether it tells no more than a petitioner alone may say of it."""
        return self == Nature(kind=self.kind, accused=self.accused)

    def _faults(self) -> Iterator[tuple[str, str]]:
        if self.path is not None and self.kind is not Kind.CLAIM:
            yield "nature.path", "only-for-claims"
        if self.accused and self.kind is not Kind.ACCUSATION:
            yield "nature.accused", "only-for-accusations"
        if len(self.accused) > MOST_ACCUSED:
            yield "nature.accused", "too-long"
        count = self.representatives
        if count is not None and not 1 <= count <= MOST_REPRESENTATIVES:
            yield "nature.representatives", "at-most-five"


PLAIN: Final = Nature()
"""Nobody settled anything yet."""
