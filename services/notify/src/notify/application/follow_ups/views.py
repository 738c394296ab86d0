"""What queries about the follow-ups' room return: flat, frozen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from notify.domain.follow_ups.round import Round, taken
from notify.domain.follow_ups.visit import Standing, Visit, VisitState


@dataclass(frozen=True, kw_only=True)
class CallView:
    """A visit, as those see it who call."""

    visit_id: UUID
    kind: str
    petition_id: UUID
    receipt: str
    case_revision: int
    organisation_id: str | None
    round_id: UUID | None
    due_on: date
    note: str
    state: str
    attempts: int
    last_miss: str | None
    handling: str | None
    basis: str | None
    solved: bool | None
    satisfied: bool | None
    reason: str | None
    standing: str | None
    called_by: str | None
    called_at: datetime | None


def call_view(visit: Visit) -> CallView:
    """Return a visit as queries show it."""
    form, missed = visit.form, visit.attempts
    return CallView(
        visit_id=visit.visit_id,
        kind=visit.kind.value,
        petition_id=visit.petition_id,
        receipt=visit.receipt,
        case_revision=visit.case_revision,
        organisation_id=visit.organisation_id,
        round_id=visit.round_id,
        due_on=visit.due_on,
        note=visit.note,
        state=visit.state.value,
        attempts=len(missed),
        last_miss=missed[-1].why.value if missed else None,
        handling=form.handling if form else None,
        basis=form.basis if form else None,
        solved=form.solved if form else None,
        satisfied=form.satisfied if form else None,
        reason=form.reason if form else None,
        standing=_word(form.standing) if form else None,
        called_by=form.by if form else None,
        called_at=form.at if form else None,
    )


def _word(standing: Standing | None) -> str | None:
    return None if standing is None else standing.value


@dataclass(frozen=True, kw_only=True)
class WeeklyRow:
    """A case that was closed in a week, and what came of calling (B-27).

    `answered` is what the petitioner had said before it was closed.
    """

    petition_id: UUID
    case_revision: int
    receipt: str
    organisation_id: str | None
    closed_at: datetime
    outcome: str | None
    answered: bool | None
    reopened: bool
    state: str
    attempts: int
    handling: str | None
    basis: str | None
    solved: bool | None
    satisfied: bool | None
    reason: str | None


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many are to be called, and what came of it; 未接通 is counted apart."""

    to_call: int
    reached: int
    satisfied: int
    dissatisfied: int
    unclear: int
    unreached: int
    waiting: int
    steady: int = 0
    relapsed: int = 0


@dataclass(frozen=True, kw_only=True)
class RoundView:
    """A draw, what came of it, and whether it can be made again to the same end."""

    round_id: UUID
    kind: str
    title: str
    organisation_id: str | None
    closed_from: date
    closed_until: date
    percent: int
    seed: str
    due_on: date
    population: int
    drawn: int
    drawn_by: str
    drawn_at: datetime


def round_view(made: Round) -> RoundView:
    """Return a draw as queries show it."""
    shown = dict(vars(made.plan)) | {"kind": made.plan.kind.value}
    return RoundView(
        **shown,
        round_id=made.round_id,
        population=len(made.population),
        drawn=made.drawn,
        drawn_by=made.drawn_by,
        drawn_at=made.drawn_at,
    )


def is_repeatable(made: Round, visited: Sequence[str]) -> bool:
    """Say whether the kept seed and population give exactly what was drawn."""
    again = taken(made.population, made.plan.seed, made.plan.percent)
    return sorted(again) == sorted(visited)


def tally(visits: Sequence[tuple[VisitState, bool | None, str | None]]) -> Tally:
    """Count visits by state, what was said (satisfied) and what was found."""
    done = [each for each in visits if each[0] is VisitState.DONE]
    said = [satisfied for _, satisfied, _ in done]
    found = [standing for _, _, standing in done]
    states = [state for state, _, _ in visits]
    return Tally(
        to_call=len(visits),
        reached=len(done),
        satisfied=said.count(True),
        dissatisfied=said.count(False),
        unclear=said.count(None),
        unreached=states.count(VisitState.UNREACHED),
        waiting=states.count(VisitState.DUE),
        steady=found.count(Standing.STEADY),
        relapsed=found.count(Standing.RELAPSED),
    )
