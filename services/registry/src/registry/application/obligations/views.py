"""What is shown of obligations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.domain.obligations.counting import average
from registry.domain.obligations.rules import Measure, Rule
from registry.domain.obligations.standing import WHOLE, Standing


@dataclass(frozen=True, kw_only=True)
class StandingView:
    """Where somebody stands; `percent` with two decimals, half to even."""

    cursor: str
    rule: str
    title: str
    basis: str
    bearer: str
    bearer_id: str
    name: str
    organisation_id: str
    first: date
    last: date
    as_of: date
    planned: date
    due: date
    moved: bool
    provisional: bool
    done: int
    required: int
    inherited: int
    missing: int
    percent: str
    average: str | None
    projected: int
    shortfall: int
    missing_cells: Sequence[str]
    state: str


@dataclass(frozen=True, kw_only=True)
class TaggedView:
    """What is tagged, from when, until when; people by their ids alone."""

    tagging_id: UUID
    tag: str
    kind: str
    id: str
    since: date
    until: date | None


@dataclass(frozen=True, kw_only=True)
class HistoryView:
    """One period of a rule: how many owed, met it, and how much was done in all."""

    rule: str
    title: str
    first: date
    last: date
    owing: int
    met: int
    done: int
    required: int
    percent: str


@dataclass(frozen=True, kw_only=True)
class MissedView:
    """Somebody or something that is missing; the name is masked by role.

    Whoever is out of reach is told by the id alone. `missing_cells` of a matrix.
    """

    id: str
    kind: str
    organisation_id: str | None
    name: str | None
    missing_cells: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class MissingPage:
    """Who or what is missing for somebody: some of all, by id; cells by their titles.

    `number` tells how many there are; with a set smaller than what is owed, or none,
    `missing` of the standing is what counts.
    """

    standing: StandingView
    number: int
    items: Sequence[MissedView]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class DoneView:
    """One thing that counts: when first, by whom, which, to whom, how many times."""

    key: str
    on: date
    staff_id: str
    code: str
    target: str | None
    event: str
    times: int


@dataclass(frozen=True, kw_only=True)
class DonePage:
    """What counts for somebody, by key; there are as many as are done."""

    standing: StandingView
    number: int
    items: Sequence[DoneView]
    next: str | None


def standing_view(found: Standing) -> StandingView:
    """Return a standing as it is shown."""
    rule, told, due = found.rule, found.tally, found.due
    elapsed = found.period.until(found.as_of).days
    weekly = rule.measure is Measure.AVERAGE
    return StandingView(
        cursor=cursor_of(found),
        rule=rule.code,
        title=rule.title,
        basis=rule.basis,
        bearer=rule.owes.bearer,
        bearer_id=found.bearer_id,
        name=found.name,
        organisation_id=found.organisation_id,
        first=found.period.first,
        last=found.period.last,
        as_of=found.as_of,
        planned=due.planned,
        due=due.day or due.planned,
        moved=due.moved,
        provisional=due.provisional,
        done=told.done,
        required=told.required,
        inherited=told.inherited,
        missing=told.missing,
        percent=percent_of(found.share),
        average=average(told.done, elapsed) if weekly else None,
        projected=found.forecast.projected,
        shortfall=found.forecast.shortfall,
        missing_cells=missing_cells(rule, told.filled),
        state=found.state,
    )


def missing_cells(rule: Rule, filled: frozenset[str]) -> Sequence[str]:
    """Return the titles of the cells of a matrix that nothing fills yet."""
    return [each.title for each in rule.counts.cells if each.code not in filled]


def cursor_of(found: Standing) -> str:
    """Return what comes after this one: its rank, as a text that sorts as it does."""
    share, rule, bearer = found.rank
    return f"{share:05d}.{rule}.{bearer}"


def percent_of(share: int) -> str:
    """Return hundredths of a per cent as per cent."""
    hundred = WHOLE // 100
    return f"{share // hundred}.{share % hundred:02d}"
