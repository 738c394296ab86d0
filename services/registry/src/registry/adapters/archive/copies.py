"""What the rooms beside the archive hold of somebody, as statements."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from registry.adapters.plans.rows import PlanRows
from registry.adapters.sealed import Seals
from registry.application.archive.copies import (
    OwnItem,
    OwnMeasure,
    OwnOutcome,
    OwnPairing,
    OwnPayment,
    OwnPlacement,
    OwnPlan,
    OwnRooms,
    OwnVisit,
)
from registry.domain.aid.money import yuan

ALONE: Final = "(select count(*) = 1 from residents where household_id = :home)"
VISITS: Final = f"""
select v.visit_id, v.kind, v.held_at, v.outcome, v.sealed, (
    select array_agg(distinct t.organisation_id order by t.organisation_id)
    from visit_visitors t where t.visit_id = v.visit_id
) as units, (
    select bool_and(
        coalesce(s.resident_id = :id, s.household_id = :home and {ALONE}, false)
    )
    from visit_subjects s where s.visit_id = v.visit_id
) as alone
from visits v
where v.visit_id in (
    select visit_id from visit_subjects where resident_id = :id
    union select visit_id from visit_subjects where household_id = :home
)
order by v.held_at, v.visit_id
"""
ITEMS: Final = """
select i.item_id, i.ledger, i.category, i.unit, i.entry_reason, i.entered_on,
    i.exited_on, i.exit_reason, i.state, i.due_on
from ledger_items i
where i.resident_id = :id and not i.restricted
order by i.entered_on, i.item_id
"""
OUTCOMES: Final = """
select edition, outcome from entitlements where resident_id = :id order by edition
"""
PLACEMENTS: Final = """
select p.kind, o.firm_id, o.post, p.state, p.introduced_on, p.settled_on
from placements p left join job_offers o using (offer_id)
where p.resident_id = :id order by p.introduced_on, p.placement_id
"""
PLANS: Final = f"""
select p.*, {ALONE} as alone
from plans p where p.household_id = :home order by p.opened_on, p.plan_id
"""
PAYMENTS: Final = """
select programme, period, cents, state, standing from subsidy_payments
where household_id = :home order by period, programme, proposed_at, payment_id
"""
PAIRINGS: Final = """
select partner_kind, partner_id, since, until from pairings
where household_id = :home order by since, pairing_id
"""


class SqlCopies:
    """Reads within a unit of work, so that a copy is of one moment."""

    def __init__(self, read: Callable[..., Sequence[Any]], seals: Seals) -> None:
        self._read = read
        self._seals = seals

    def of(self, resident_id: UUID, household_id: UUID | None) -> OwnRooms:
        """Return what is held of somebody, and of the household where they live."""
        me, home = {"id": resident_id}, {"home": household_id}
        visits = self._read(VISITS, **me, **home)
        return OwnRooms(
            visits=[self._visit(row) for row in visits],
            ledger_items=[OwnItem(**row) for row in self._read(ITEMS, **me)],
            entitlements=[OwnOutcome(**row) for row in self._read(OUTCOMES, **me)],
            placements=[OwnPlacement(**row) for row in self._read(PLACEMENTS, **me)],
            plans=[self._plan(row) for row in self._read(PLANS, **home)],
            payments=[_payment(**row) for row in self._read(PAYMENTS, **home)],
            pairings=[OwnPairing(**row) for row in self._read(PAIRINGS, **home)],
        )

    def _visit(self, row: Mapping[Any, Any]) -> OwnVisit:
        said = dict(row)
        token, alone = said.pop("sealed"), said.pop("alone")
        told = token is not None and alone
        words = self._seals.open(token, row["visit_id"]) if told else {}
        return OwnVisit(**said, topic=words.get("topic"), diary=words.get("diary"))

    def _plan(self, row: Mapping[Any, Any]) -> OwnPlan:
        plan, alone = PlanRows(self._seals).plan(row), row["alone"]
        return OwnPlan(
            plan_id=plan.plan_id,
            owner=plan.words.owner,
            state=plan.state.value,
            opened_on=plan.opened_on,
            review_on=plan.words.review_on,
            reviewed_on=plan.reviewed_on,
            closed_on=plan.closed_on,
            classes=plan.words.classes if alone else (),
            measures=[
                OwnMeasure(
                    kind=each.kind.value,
                    due=each.due,
                    state=each.state.value,
                    what=each.what if alone else None,
                )
                for each in plan.words.measures
            ],
        )


def _payment(*, cents: int, **said: Any) -> OwnPayment:  # noqa: ANN401
    return OwnPayment(amount=yuan(cents), **said)
