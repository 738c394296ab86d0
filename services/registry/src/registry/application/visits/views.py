"""What is shown of visits; what was said in words is masked but for a full look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from registry.application.visits.named import NamedSubject
from registry.domain.visits.checklist import Checked
from registry.domain.visits.finding import Finding
from registry.domain.visits.photo import Photo
from registry.domain.visits.visit import Account, Edition, Subject, Visit
from registry.domain.visits.words import RESTRICTED, WORDS

MASK = "***"


@dataclass(frozen=True, kw_only=True)
class VisitCard:
    """A visit; `units` tells for which unit each visitor went.

    `named` and `place` are said where a visit is listed or looked at by itself.
    """

    visit_id: UUID
    kind: str
    held_at: datetime
    recorded_at: datetime
    recorded_by: str
    late_days: int
    premises_id: str | None
    units: Mapping[str, str]
    subjects: Sequence[Subject]
    attendance: int | None
    outcome: str | None
    topic: str | None
    diary: str | None
    basics: str | None
    living: str | None
    thinking: str | None
    contact: str | None
    help: str | None
    photos: Sequence[Photo]
    checklist: Sequence[Checked]
    closed_at: datetime | None
    family: str | None
    revision: int
    named: Sequence[NamedSubject] = ()
    place: str | None = None


@dataclass(frozen=True, kw_only=True)
class EditionView:
    """What was said before a correction."""

    revision: int
    said_at: datetime
    kind: str
    held_at: datetime
    premises_id: str | None
    visitors: Sequence[str]
    subjects: Sequence[Subject]
    attendance: int | None
    outcome: str | None
    topic: str | None
    diary: str | None
    basics: str | None
    living: str | None
    thinking: str | None
    contact: str | None
    help: str | None
    photos: Sequence[Photo]
    checklist: Sequence[Checked]


@dataclass(frozen=True, kw_only=True)
class FindingCard:
    """What a visit found; `standing` is where its petition stands, as far as known.

    `refused`: why intake took no petition of it.
    """

    finding_id: UUID
    visit_id: UUID
    recorded_by: str
    recorded_at: datetime
    unit: str
    household_id: UUID | None
    matter: str | None
    outcome: str | None
    state: str
    joins: UUID | None
    petition_id: UUID | None
    receipt: str | None
    answered_at: datetime | None
    refused: Mapping[str, str]
    standing: str | None
    revision: int


@dataclass(frozen=True, kw_only=True)
class Way:
    """How long findings were on their way to a unit's door; None: of all units."""

    unit: str | None
    petitions: int
    median_seconds: int | None
    longest_seconds: int | None


@dataclass(frozen=True, kw_only=True)
class FullFinding:
    """A finding with its words."""

    finding: FindingCard
    text: str
    how: str | None
    place: str | None
    name: str | None
    telephone: str | None


@dataclass(frozen=True, kw_only=True)
class FullVisit:
    """A visit with its words, and all that was said of it before."""

    visit: VisitCard
    before: Sequence[EditionView]
    findings: Sequence[FullFinding]


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How often (场次), and how many came (人次); `untold` visits do not say."""

    of: str | None
    visits: int
    attendance: int
    untold: int


@dataclass(frozen=True, kw_only=True)
class MonthOfVisits:
    """A month of a place: each visit once in `total`; joint ones with each visitor."""

    organisation_id: str
    first: date
    late: int
    total: Tally
    by_courtyard: Sequence[Tally]
    by_cadre: Sequence[Tally]
    by_unit: Sequence[Tally]


@dataclass(frozen=True, kw_only=True)
class Unvisited:
    """Somebody whom nobody visited; a household is told by its id alone."""

    id: UUID
    organisation_id: str
    name: str | None


@dataclass(frozen=True, kw_only=True)
class OpenVisit:
    """A visit that nobody has closed for some days (C-05)."""

    visit_id: UUID
    kind: str
    recorded_by: str
    held_at: datetime
    days: int


@dataclass(frozen=True, kw_only=True)
class Gaps:
    """What is not done: findings that lead nowhere, visits that stay open (B-26)."""

    organisation_id: str
    findings: Sequence[FindingCard]
    visits: Sequence[OpenVisit]


@dataclass(frozen=True, kw_only=True)
class HomeVisit:
    """One visit of a home in its timeline, with what it found (D-06)."""

    visit: VisitCard
    findings: Sequence[FindingCard]


def masked_visit(visit: Visit) -> VisitCard:
    """Return a visit without its words."""
    return _card(visit, {name: MASK for name in WORDS if getattr(visit.account, name)})


def masked_finding(finding: Finding, standing: str | None = None) -> FindingCard:
    """Return a finding without its words."""
    said = finding.difficulty
    return FindingCard(
        finding_id=finding.finding_id,
        visit_id=finding.visit_id,
        recorded_by=finding.recorded_by,
        recorded_at=finding.recorded_at,
        unit=finding.unit,
        household_id=finding.household_id,
        matter=said.matter,
        outcome=said.outcome,
        state=finding.state,
        joins=finding.joins,
        petition_id=finding.petition_id,
        receipt=finding.receipt,
        answered_at=finding.answered_at,
        refused=finding.refused,
        standing=standing,
        revision=finding.revision,
    )


def full_visit(
    visit: Visit,
    before: Sequence[Edition],
    findings: Sequence[Finding] = (),
    *,
    restricted: bool = True,
) -> FullVisit:
    """Return a visit with its words; 思想动态 is masked unless `restricted` is seen."""
    return FullVisit(
        visit=_card(
            visit,
            _words(visit.account, restricted=restricted),
            list(visit.account.photos),
        ),
        before=[_edition(each, restricted=restricted) for each in before],
        findings=[_full_finding(each) for each in findings],
    )


def _words(said: Account, *, restricted: bool) -> dict[str, str]:
    words = {name: getattr(said, name) for name in WORDS if getattr(said, name)}
    if RESTRICTED in words and not restricted:
        words[RESTRICTED] = MASK
    return words


def _card(
    visit: Visit, words: Mapping[str, str], photos: Sequence[Photo] = ()
) -> VisitCard:
    said = visit.account
    told: dict[str, Any] = {name: words.get(name) for name in WORDS}
    return VisitCard(
        visit_id=visit.visit_id,
        kind=said.kind,
        held_at=said.held_at,
        recorded_at=visit.recorded_at,
        recorded_by=visit.recorded_by,
        late_days=visit.late_days,
        premises_id=said.premises_id,
        units=visit.units,
        subjects=list(said.subjects),
        attendance=said.attendance,
        outcome=said.outcome,
        closed_at=visit.closed_at,
        family=visit.closing.family if visit.closing else None,
        photos=photos,
        checklist=list(said.checklist),
        revision=visit.revision,
        **told,
    )


def _edition(edition: Edition, *, restricted: bool) -> EditionView:
    account = edition.account
    lists = {
        name: list(getattr(account, name))
        for name in ("subjects", "photos", "checklist")
    }
    said = vars(account) | lists
    words = _words(account, restricted=restricted)
    return EditionView(
        revision=edition.revision,
        said_at=edition.said.at,
        **said | words,
    )


def _full_finding(finding: Finding) -> FullFinding:
    said = finding.difficulty
    return FullFinding(
        finding=masked_finding(finding),
        text=said.text,
        how=said.how,
        place=said.place,
        name=said.name,
        telephone=said.telephone,
    )
