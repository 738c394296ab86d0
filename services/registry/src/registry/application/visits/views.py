"""What is shown of visits; what was said in words is masked but for a full look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from registry.domain.visits.visit import Edition, Subject, Visit

MASK = "***"


@dataclass(frozen=True, kw_only=True)
class VisitCard:
    """A visit; `units` tells for which unit each visitor went."""

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
    revision: int


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


@dataclass(frozen=True, kw_only=True)
class FullVisit:
    """A visit with its words, and all that was said of it before."""

    visit: VisitCard
    before: Sequence[EditionView]


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


def masked_visit(visit: Visit) -> VisitCard:
    """Return a visit without its words."""
    said = visit.account
    return _card(visit, said.topic and MASK, said.diary and MASK)


def full_visit(visit: Visit, before: Sequence[Edition]) -> FullVisit:
    """Return a visit with its words."""
    said = visit.account
    return FullVisit(
        visit=_card(visit, said.topic, said.diary),
        before=[_edition(each) for each in before],
    )


def _card(visit: Visit, topic: str | None, diary: str | None) -> VisitCard:
    said = visit.account
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
        topic=topic,
        diary=diary,
        revision=visit.revision,
    )


def _edition(edition: Edition) -> EditionView:
    said = vars(edition.account) | {"subjects": list(edition.account.subjects)}
    return EditionView(revision=edition.revision, said_at=edition.said_at, **said)
