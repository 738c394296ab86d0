"""The rows behind a standing: who is missing, and what counts, each once."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from minqing_kernel.messages import Actor
from registry.application.authority import is_within_reach
from registry.application.charges.reach import bounds_of
from registry.application.naming import Named
from registry.application.obligations.judging import Judge
from registry.application.obligations.ports import Scope
from registry.application.obligations.queries import Asked, Reaching, standings
from registry.application.obligations.views import (
    DonePage,
    DoneView,
    MissedView,
    MissingPage,
    standing_view,
)
from registry.application.visits.queries import must_oversee
from registry.domain.obligations.counting import Fact
from registry.domain.obligations.matrix import titles_left
from registry.domain.obligations.rules import Bearer, RuleUnknown, Target
from registry.domain.obligations.standing import Standing

PEOPLE: Final = frozenset({Target.RESIDENT, Target.HOUSEHOLD})


def missing(
    judge: Judge,
    reaching: Reaching,
    actor: Actor,
    bearer_id: str,
    asked: Asked,
    *,
    after: str,
    limit: int,
) -> MissingPage:
    """Return who is missing for somebody; raises RuleUnknown, OutOfReach.

    Whoever is bound to buildings sees the people of those alone.
    """
    found = _overseen(judge, reaching, actor, bearer_id, asked)
    left = sorted(judge.owed(found, asked.today) - found.tally.targets)
    page = [each for each in left if each > after][:limit]
    return MissingPage(
        standing=standing_view(found),
        number=len(left),
        items=_named(judge, reaching, actor, found, page, asked.today),
        next=page[-1] if len(page) == limit else None,
    )


def done(
    judge: Judge,
    reaching: Reaching,
    actor: Actor,
    bearer_id: str,
    asked: Asked,
    *,
    after: str,
    limit: int,
) -> DonePage:
    """Return what counts for somebody, each once; raises RuleUnknown, OutOfReach.

    People and homes are told by their ids alone.
    """
    found = _overseen(judge, reaching, actor, bearer_id, asked)
    told = judge.behind(found, asked.today)
    page = [each for each in sorted(told) if each > after][:limit]
    return DonePage(
        standing=standing_view(found),
        number=len(told),
        items=[_step(key, told[key]) for key in page],
        next=page[-1] if len(page) == limit else None,
    )


def _step(key: str, facts: Sequence[Fact]) -> DoneView:
    first = min(facts, key=lambda each: (each.day, each.event))
    return DoneView(
        key=key,
        on=first.day,
        staff_id=first.staff_id,
        code=first.code,
        target=first.target,
        event=first.event,
        times=len({each.event for each in facts}),
    )


def _overseen(
    judge: Judge, reaching: Reaching, actor: Actor, bearer_id: str, asked: Asked
) -> Standing:
    """Return a standing that is one's own, or of whom one oversees."""
    found = next(
        (
            each
            for each in standings(judge, Scope(bearer_id=bearer_id), asked)
            if each.bearer_id == bearer_id
        ),
        None,
    )
    if found is None:
        raise RuleUnknown
    own = bearer_id == actor.id and found.rule.owes.bearer is Bearer.STAFF
    if not own:
        must_oversee(actor, reaching, [found.organisation_id])
    return found


def _named(
    judge: Judge,
    reaching: Reaching,
    actor: Actor,
    standing: Standing,
    ids: Sequence[str],
    today: date,
) -> list[MissedView]:
    whom = standing.rule.whom
    if whom is None or not ids:
        return []
    found = judge.reader.named(whom.kind, ids, actor.role, today)
    if whom.kind not in PEOPLE:
        return [_missed(each, each.name, standing) for each in found]
    bounds = bounds_of(actor, reaching, today)
    keepers = {each.organisation_id or "" for each in found}
    near = {each for each in keepers if is_within_reach(actor, reaching, each)}
    return [
        _missed(each, each.name if each.organisation_id in near else None, standing)
        for each in found
        if bounds is None or each.building_id in bounds
    ]


def _missed(found: Named, name: str | None, standing: Standing) -> MissedView:
    """Show it without its building, which is masked for some roles."""
    cells = standing.rule.counts.cells
    return MissedView(
        id=found.id,
        kind=found.kind,
        organisation_id=found.organisation_id,
        name=name,
        missing_cells=titles_left(cells, standing.tally.lacking, found.id),
    )
