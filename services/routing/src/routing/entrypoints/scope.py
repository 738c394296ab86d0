"""Whose cases a caller may ask for."""

from typing import Any

from minqing_kernel.messages import Actor, Role
from routing.application.views import CaseSheet
from routing.domain.accused import is_hidden_from
from routing.domain.authority import DISPATCHERS, may_see
from routing.domain.deadline import ClockKind
from routing.domain.errors import CaseNotFound, NotYours, UnknownUnit
from routing.domain.lifecycle import CaseState
from routing.domain.offering import CaseFacts, offered
from routing.domain.organisation import OrganisationTree


def units_asked_for(
    actor: Actor, organisation_id: str | None, units: OrganisationTree
) -> frozenset[str] | None:
    """Return the units whose cases are meant, None for all: a unit and all below it.

    Raises UnknownUnit for one that is not known, NotYours for one of another line.
    """
    if organisation_id is not None and units.find(organisation_id) is None:
        raise UnknownUnit(fields={"organisation": "not-known"})
    if actor.role is Role.OPS:
        return units.under(organisation_id) if organisation_id else None
    asked = organisation_id or actor.organisation_id
    if asked is None or not units.stands_over(actor.organisation_id, asked):
        raise NotYours
    return units.under(asked)


def ensure_may_read(actor: Actor, sheet: CaseSheet, units: OrganisationTree) -> None:
    """Let those pass whose case it is, or who help, or are told; raise NotYours.

    Raises CaseNotFound for whoever serves in an accused unit, or below one: to them it
    is not there (条例第30条).
    """
    if is_hidden_from(actor, sheet.matter.accused, units):
        raise CaseNotFound
    if not any(may_see(actor, each, units) for each in sheet.concerned):
        raise NotYours


def open_to(actor: Actor, sheet: CaseSheet, units: OrganisationTree) -> tuple[str, ...]:
    """Return what the actor may do to the case now."""
    state = CaseState(sheet.state)
    return offered(actor, state, sheet.organisation_id, units, _facts_of(sheet))


def _facts_of(sheet: CaseSheet) -> CaseFacts:
    told = sheet.dossier
    asked, raised = told.get("extension") or {}, told.get("raising") or {}
    waits = raised if not raised.get("decided") else {}
    tasks = told.get("co_tasks", [])
    pauses = told.get("suspensions", [])
    return CaseFacts(
        extension_asked=bool(asked),
        extension_open=bool(asked) and not asked.get("decided"),
        contacted=_is_contacted(sheet),
        helpers=frozenset(each["organisation_id"] for each in tasks if _is_owed(each)),
        raised_by=waits.get("by", ""),
        raised_to=waits.get("superior_id", ""),
        arbiter=(told.get("arbitration") or {}).get("arbiter_id"),
        parked=bool(pauses) and bool(pauses[-1].get("review_months")),
        recused=frozenset(told.get("recused", ())),
    )


def _is_owed(task: dict[str, Any]) -> bool:
    return task.get("answer") is None and task.get("waived") is None


def _is_contacted(sheet: CaseSheet) -> bool:
    """Tell whether the clock of the first word is met; without a clock nobody knows."""
    owed = [each for each in sheet.deadlines if each["kind"] == ClockKind.CONTACT]
    return bool(owed) and all(each["met_at"] or each["replaced_at"] for each in owed)


def sees_waiting(actor: Actor, organisation_id: str | None) -> bool:
    """Say whether cases that nobody answers for belong to the list."""
    return organisation_id is None and actor.role in DISPATCHERS


def line_of(actor: Actor, units: OrganisationTree) -> frozenset[str] | None:
    """Return the actor's unit and all above it, None for ops: who may be accused."""
    if actor.role is Role.OPS:
        return None
    return units.line(actor.organisation_id or "")
