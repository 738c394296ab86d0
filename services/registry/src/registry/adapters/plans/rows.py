"""Where rows and plans meet; what is said passes the seals."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from registry.adapters.sealed import Seals
from registry.domain.plans.plan import (
    Measure,
    MeasureKind,
    MeasureState,
    Plan,
    PlanEdition,
    PlanFor,
    PlanState,
    PlanStep,
    PlanWords,
)

EDITIONS = UUID("7c0f2f86-5f55-5b8f-8a3b-9a3f1c5d0e42")
"""The namespace in which a plan and a revision give their edition's id."""


class PlanRows:
    """The rows of plans."""

    def __init__(self, seals: Seals) -> None:
        self._seals = seals

    def row(self, plan: Plan) -> dict[str, Any]:
        """Return the row of a plan."""
        words, of_home = plan.words, plan.subject is PlanFor.HOUSEHOLD
        return {
            "plan_id": plan.plan_id,
            "subject": plan.subject.value,
            "subject_id": plan.subject_id,
            "household_id": UUID(plan.subject_id) if of_home else None,
            "place_id": None if of_home else plan.subject_id,
            "owner": words.owner,
            "opened_on": plan.opened_on,
            "review_on": words.review_on,
            "reviewed_on": plan.reviewed_on,
            "next_due": words.next_due,
            "closed_on": plan.closed_on,
            "state": plan.state.value,
            "sealed": None
            if words.forgotten
            else self._seals.seal(document(words, None), plan.plan_id),
            "revision": plan.revision,
        }

    def plan(self, row: Mapping[Any, Any]) -> Plan:
        """Return the plan of a row; forgotten, nothing is sealed."""
        return Plan(
            plan_id=row["plan_id"],
            subject=PlanFor(row["subject"]),
            subject_id=row["subject_id"],
            opened_on=row["opened_on"],
            words=self._words(row),
            state=PlanState(row["state"]),
            reviewed_on=row["reviewed_on"],
            closed_on=row["closed_on"],
            revision=row["revision"],
        )

    def _words(self, row: Mapping[Any, Any]) -> PlanWords:
        if row["sealed"] is None:
            owner, review_on = row["owner"], row["review_on"]
            return PlanWords(owner=owner, review_on=review_on, forgotten=True)
        return words_of(self._seals.open(row["sealed"], row["plan_id"]))

    def edition_row(self, plan_id: UUID, edition: PlanEdition) -> dict[str, Any]:
        """Return the row of what a step left."""
        key = uuid5(EDITIONS, f"{plan_id}/{edition.revision}")
        return {
            "edition_id": key,
            "plan_id": plan_id,
            "revision": edition.revision,
            "step": edition.step.value,
            "at": edition.at,
            "actor": edition.by,
            "sealed": self._seals.seal(document(edition.words, edition.note), key),
        }

    def edition(self, row: Mapping[Any, Any]) -> PlanEdition:
        """Return what a step left."""
        said = self._seals.open(row["sealed"], row["edition_id"])
        return PlanEdition(
            revision=row["revision"],
            step=PlanStep(row["step"]),
            at=row["at"],
            by=row["actor"],
            words=words_of(said),
            note=said["note"],
        )


def document(words: PlanWords, note: str | None) -> dict[str, Any]:
    """Return what is said as it is sealed."""
    return {
        "owner": words.owner,
        "review_on": words.review_on.isoformat(),
        "classes": list(words.classes),
        "measures": [
            vars(each) | {"due": each.due.isoformat()} for each in words.measures
        ],
        "note": note,
        "forgotten": words.forgotten,
    }


def words_of(said: Mapping[str, Any]) -> PlanWords:
    """Return what was sealed."""
    return PlanWords(
        owner=said["owner"],
        review_on=date.fromisoformat(said["review_on"]),
        classes=said["classes"],
        measures=[_measure(**each) for each in said["measures"]],
        forgotten=said.get("forgotten", False),
    )


def _measure(*, kind: str, due: str, state: str, **said: str) -> Measure:
    return Measure(
        kind=MeasureKind(kind),
        due=date.fromisoformat(due),
        state=MeasureState(state),
        **said,
    )
