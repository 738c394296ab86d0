"""How the rows of the follow-ups' room become words of the domain, and back."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from notify.domain.follow_ups.closing import Closing
from notify.domain.follow_ups.objection import (
    Denial,
    Objection,
    ObjectionState,
    Source,
)
from notify.domain.follow_ups.passes import Pass, Way
from notify.domain.follow_ups.rating import Rating, RatingKind, RatingState
from notify.domain.follow_ups.round import Plan, Round
from notify.domain.follow_ups.visit import (
    Attempt,
    Form,
    Miss,
    Standing,
    Visit,
    VisitKind,
    VisitState,
)

Row = Mapping[str, Any]


def closing_row(closing: Closing) -> dict[str, Any]:
    """Return the columns of a closing."""
    names = ("petition_id", "case_revision", "receipt", "organisation_id", "closed_at")
    return {name: getattr(closing, name) for name in names}


def closing_from(row: Row) -> Closing:
    """Read a closing from its row, with who answered and whether it was outrun."""
    return Closing(**{each.name: row[each.name] for each in fields(Closing)})


def visit_row(visit: Visit) -> dict[str, Any]:
    """Return the columns of a visit."""
    row = _columns(visit)
    row["attempts"] = [_said(each) for each in visit.attempts]
    row["form"] = [_said(visit.form)] if visit.form else []
    return row


def visit_from(row: Row) -> Visit:
    """Read a visit from its row."""
    return Visit(
        **dict(row)
        | {
            "kind": VisitKind(row["kind"]),
            "state": VisitState(row["state"]),
            "attempts": [_attempt(each) for each in row["attempts"]],
            "form": form_from(row["form"]),
        }
    )


def form_from(said: list[Row]) -> Form | None:
    """Read what was said, if anything was."""
    if not said:
        return None
    standing = said[0]["standing"]
    return Form(
        **dict(said[0])
        | {
            "standing": Standing(standing) if standing else None,
            "at": datetime.fromisoformat(said[0]["at"]),
        }
    )


def round_row(made: Round) -> dict[str, Any]:
    """Return the columns of a draw."""
    row = _columns(made)
    return {**vars(row.pop("plan")), **row}


def round_from(row: Row) -> Round:
    """Read a draw from its row."""
    plan = {each.name: row[each.name] for each in fields(Plan)}
    rest = {name: value for name, value in row.items() if name not in plan}
    kind = VisitKind(row["kind"])
    return Round(plan=Plan(**plan | {"kind": kind}), **rest)


def objection_row(objection: Objection) -> dict[str, Any]:
    """Return the columns of an objection."""
    row = _columns(objection)
    denial = dict(vars(row.pop("denial")))
    denial["raised_at"] = denial.pop("at")
    return {**denial, **row}


def objection_from(row: Row) -> Objection:
    """Read an objection from its row."""
    said = dict(row)
    said["at"] = said.pop("raised_at")
    said["source"], said["state"] = (
        Source(said["source"]),
        ObjectionState(said["state"]),
    )
    denial = {each.name: said.pop(each.name) for each in fields(Denial)}
    return Objection(denial=Denial(**denial), **said)


def rating_row(rating: Rating) -> dict[str, Any]:
    """Return the columns of a rating."""
    return _columns(rating)


def rating_from(row: Row) -> Rating:
    """Read a rating from its row."""
    kind, state = RatingKind(row["kind"]), RatingState(row["state"])
    return Rating(**dict(row) | {"kind": kind, "state": state})


def pass_row(issued: Pass) -> dict[str, Any]:
    """Return the columns of a rating code's pass."""
    return _columns(issued)


def pass_from(row: Row) -> Pass:
    """Read a pass from its row."""
    return Pass(**dict(row) | {"way": Way(row["way"])})


def _columns(
    aggregate: Visit | Round | Objection | Rating | Pass,
) -> dict[str, Any]:
    return {each.name: getattr(aggregate, each.name) for each in fields(aggregate)}


def _said(told: Attempt | Form) -> dict[str, Any]:
    return dict(vars(told)) | {"at": told.at.isoformat()}


def _attempt(said: Row) -> Attempt:
    at = datetime.fromisoformat(said["at"])
    counts = said.get("counts", True)
    return Attempt(at=at, by=said["by"], why=Miss(said["why"]), counts=counts)
