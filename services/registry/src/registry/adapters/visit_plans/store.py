"""Plans as a collection, read in pages, and told without a reason."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from minqing_chassis.database import Database
from minqing_chassis.unit_of_work import SqlWork, Tell
from registry.adapters.places import UNDER
from registry.adapters.sealed import Seals
from registry.adapters.shelf import Shelf
from registry.adapters.translation import line
from registry.adapters.visit_plans.tables import visit_plans
from registry.adapters.visits.rows import subjects_of
from registry.application.visit_plans.views import PlanCard
from registry.domain.visit_plans.errors import PlanUnknown
from registry.domain.visit_plans.events import PlanMoved
from registry.domain.visit_plans.plan import (
    Plan,
    PlanProfile,
    PlanReason,
    PlanState,
    PlanStep,
    Turn,
)

PROFILE = (
    "staff_id",
    "kind",
    "first_on",
    "last_on",
    "reason",
    "premises_id",
    "reference",
)
CADRES = """
select staff_id from staff where organisation_id = :id and active order by staff_id
"""
PAGE = f"""
{UNDER}
select * from visit_plans
where plan_id > :after
    and (cast(:staff as text) is null or staff_id = :staff)
    and (cast(:id as text) is null
        or organisation_id in (select organisation_id from under))
    and (cast(:state as text) is null or state = :state)
    and (cast(:since as date) is null or last_on >= :since)
    and (cast(:until as date) is null or first_on <= :until)
order by plan_id limit :limit
"""
CARD = frozenset(PlanCard.__dataclass_fields__) - {"subjects"}


class SqlVisitPlans(Shelf[Plan]):
    """All plans."""

    def __init__(self, work: SqlWork, seals: Seals) -> None:
        rows = PlanRows(seals)
        super().__init__(
            work,
            visit_plans,
            to_row=rows.row,
            from_row=rows.plan,
            missing=PlanUnknown,
        )

    def cadres_of(self, organisation_id: str) -> Sequence[str]:
        """Return who serves in a unit now, in order."""
        found = self._work.read(CADRES, id=organisation_id)
        return [row["staff_id"] for row in found]


class PlanRows:
    """The rows of plans; the reasons pass the seals."""

    def __init__(self, seals: Seals) -> None:
        self._seals = seals

    def row(self, plan: Plan) -> dict[str, Any]:
        """Return the row of a plan."""
        said = plan.profile
        turns = [_turn_document(each) for each in plan.turns]
        return {
            **{name: getattr(said, name) for name in PROFILE},
            "subjects": [vars(each) for each in said.subjects],
            "plan_id": plan.plan_id,
            "organisation_id": plan.organisation_id,
            "state": plan.state,
            "visit_id": plan.visit_id,
            "shifts": len(plan.turns),
            "sealed": self._seals.seal({"turns": turns}, plan.plan_id),
            "revision": plan.revision,
        }

    def plan(self, row: Mapping[Any, Any]) -> Plan:
        """Return the plan of a row."""
        said = {name: row[name] for name in PROFILE}
        said |= {"reason": PlanReason(row["reason"])}
        opened = self._seals.open(row["sealed"], row["plan_id"])
        return Plan(
            plan_id=row["plan_id"],
            profile=PlanProfile(subjects=subjects_of(row["subjects"]), **said),
            organisation_id=row["organisation_id"],
            state=PlanState(row["state"]),
            visit_id=row["visit_id"],
            turns=[_turn_of(each) for each in opened["turns"]],
            revision=row["revision"],
        )


class SqlVisitPlanReader:
    """Reads outside any unit of work, and opens no seal."""

    def __init__(self, database: Database) -> None:
        self._read = database.rows

    def page(
        self,
        *,
        staff_id: str | None,
        organisation_id: str | None,
        state: PlanState | None,
        since: date | None,
        until: date | None,
        after: UUID,
        limit: int,
    ) -> Sequence[PlanCard]:
        """Return plans that touch some days: of a member, or of a place's units."""
        found = self._read(
            PAGE,
            staff=staff_id,
            id=organisation_id,
            state=state,
            since=since,
            until=until,
            after=after,
            limit=limit,
        )
        return [
            PlanCard(
                subjects=subjects_of(row["subjects"]),
                **{name: row[name] for name in CARD},
            )
            for row in found
        ]


def _turn_document(turn: Turn) -> dict[str, Any]:
    days = {name: getattr(turn, name).isoformat() for name in ("first_on", "last_on")}
    return {
        "step": turn.step.value,
        "reason": turn.reason,
        "by": turn.by,
        "at": turn.at.isoformat(),
        **days,
    }


def _turn_of(said: Mapping[str, Any]) -> Turn:
    return Turn(
        step=PlanStep(said["step"]),
        reason=said["reason"],
        by=said["by"],
        at=datetime.fromisoformat(said["at"]),
        first_on=date.fromisoformat(said["first_on"]),
        last_on=date.fromisoformat(said["last_on"]),
    )


TELL_OF_VISIT_PLANS: Tell = {
    PlanMoved: line("plan", "plan-moved", "state", "first_on", "last_on")
}
