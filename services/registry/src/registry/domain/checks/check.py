"""A check of one visit: what was frozen of it, and what the checker found."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final
from uuid import UUID, uuid5

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from registry.domain.checks.errors import CheckedAlready
from registry.domain.checks.events import CheckRecorded
from registry.domain.values import civil_day
from registry.domain.visits.visit import Visit

MOST_FINDINGS: Final = 50


class Found(StrEnum):
    """属实, 不符, 找不到人."""

    CONFIRMED = "confirmed"
    DIFFERS = "differs"
    NOT_FOUND = "not-found"


class Means(StrEnum):
    """电话, 实地."""

    PHONE = "phone"
    ON_THE_SPOT = "on-the-spot"


class Aspect(StrEnum):
    """In what the visit was not as it was told."""

    TOOK_PLACE = "took-place"
    DAY = "day"
    PLACE = "place"
    PEOPLE = "people"
    ATTENDANCE = "attendance"
    DIARY = "diary"
    OUTCOME = "outcome"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a checker found, on which day, by which means; in codes, without words."""

    found: Found
    means: Means
    checked_on: date
    differs_in: Collection[Aspect] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "differs_in", tuple(sorted(set(self.differs_in))))
        if bool(self.differs_in) != (self.found is Found.DIFFERS):
            wrong = "not-asked" if self.differs_in else "required"
            raise Invalid(fields={"differs_in": wrong})


@dataclass(frozen=True, kw_only=True)
class Noted:
    """A finding, who recorded it, and when."""

    finding: Finding
    by: str
    at: datetime


@dataclass(eq=False, kw_only=True)
class Check(Aggregate):
    """One drawn visit; `facts` are as they stood, `digest` is what they come down to.

    `visitors` are all who ever were named as having gone.
    """

    check_id: UUID
    draw_id: UUID
    visit_id: UUID
    rank: int
    visit_revision: int
    facts: Mapping[str, Any]
    digest: str
    visitors: Collection[str]
    checker_id: str | None
    findings: list[Noted] = field(default_factory=list)

    def find(self, finding: Finding, *, drawn_on: date, by: str, at: datetime) -> None:
        """Record what was found, or correct it; the same again changes nothing.

        Raises CheckedAlready for what another found, Invalid for a day that cannot be,
        and for what was corrected too often.
        """
        if not drawn_on <= finding.checked_on <= civil_day(at):
            raise Invalid(fields={"checked_on": "bad-day"})
        if self.findings and self.findings[-1].by != by:
            raise CheckedAlready
        if self.findings and self.findings[-1].finding == finding:
            return
        if len(self.findings) == MOST_FINDINGS:
            raise Invalid(fields={"found": "too-many"})
        self.findings.append(Noted(finding=finding, by=by, at=at))
        self.record(
            CheckRecorded(
                check_id=self.check_id,
                revision=len(self.findings),
                outcome=finding.found,
                means=finding.means,
                at=at,
            )
        )


def check_id(draw_id: UUID, visit_id: UUID) -> UUID:
    """Return the one id of the check of a visit in a draw."""
    return uuid5(draw_id, str(visit_id))


def frozen(draw_id: UUID, rank: int, visit: Visit, visitors: Sequence[str]) -> Check:
    """Return the check of a visit, with its facts as they stand now."""
    facts = facts_of(visit)
    return Check(
        check_id=check_id(draw_id, visit.visit_id),
        draw_id=draw_id,
        visit_id=visit.visit_id,
        rank=rank,
        visit_revision=visit.revision,
        facts=facts,
        digest=digest_of(facts),
        visitors=sorted(visitors),
        checker_id=None,
    )


def facts_of(visit: Visit) -> Mapping[str, Any]:
    """Return what was said of a visit but its words, which its editions keep sealed."""
    said = visit.account
    return {
        "kind": said.kind,
        "held_at": said.held_at.isoformat(),
        "recorded_at": visit.recorded_at.isoformat(),
        "units": dict(sorted(visit.units.items())),
        "subjects": [{"kind": each.kind, "id": each.id} for each in said.subjects],
        "premises_id": said.premises_id,
        "attendance": said.attendance,
        "outcome": said.outcome,
    }


def digest_of(facts: Mapping[str, Any]) -> str:
    """Return the SHA-256 of facts in one form."""
    told = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(told.encode()).hexdigest()
