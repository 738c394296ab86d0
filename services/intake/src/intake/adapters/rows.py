"""Petitions and facts as rows, and back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from intake.adapters.details import details_document, details_from
from intake.domain.channel import Channel
from intake.domain.lifecycle import PetitionState
from intake.domain.petition import Petition
from intake.domain.progress import Agency, CaseFact, CaseStep, Progress
from intake.domain.refusal import RefusalReason

KEPT_APART = frozenset({"details", "accused", "watch_at"})
"""Columns that are no field of a petition by their name."""


def petition_row(petition: Petition) -> dict[str, Any]:
    """Return a petition as a row of its table."""
    return {
        "petition_id": petition.petition_id,
        "receipt": petition.receipt,
        "channel": petition.channel,
        "state": petition.state,
        "revision": petition.revision,
        "title": petition.title,
        "text": petition.text,
        "place": petition.place,
        "category": petition.category,
        "division_code": petition.division_code,
        "organisation_id": petition.organisation_id,
        "contact": petition.contact,
        "reachable": petition.reachable,
        "received_at": petition.received_at,
        "decided_at": petition.decided_at,
        "refusal": petition.refusal,
        "explanation": petition.explanation,
        "source": petition.source,
        "external_ref": petition.external_ref,
        "details": details_document(petition),
        "accused": sorted(petition.nature.accused) or None,
        "watch_at": petition.watch_at,
    }


def petition_from(row: Mapping[str, Any]) -> Petition:
    """Return the petition of a row."""
    values = {name: row[name] for name in row if name not in KEPT_APART}
    return Petition(**{**values, **words_from(row)})


def words_from(row: Mapping[str, Any] | RowMapping) -> dict[str, Any]:
    """Return the columns of a petition's row that are words of the domain."""
    return {
        "channel": Channel(row["channel"]),
        "state": PetitionState(row["state"]),
        "refusal": RefusalReason(row["refusal"]) if row["refusal"] else None,
        **details_from(row["details"], row["accused"]),
    }


def fact_document(fact: CaseFact) -> dict[str, Any]:
    """Return a fact as it stands in `case_progress.facts`, without what is absent."""
    values = {
        "step": fact.step,
        "at": fact.at,
        "organisation_id": fact.organisation_id,
        "due_at": fact.due_at,
        "reply": fact.reply,
        "outcome": fact.outcome,
        "superior_id": fact.superior_id,
        "agency": fact.agency and vars(fact.agency),
        "since": fact.since,
        "reason": fact.reason,
        "days": fact.days,
    }
    return {key: value for key, value in values.items() if value is not None}


def progress_from(facts: Mapping[str, Mapping[str, Any]] | None) -> Progress:
    """Return what `case_progress.facts` tells, in the domain's words."""
    return Progress(
        {
            int(number): _fact(int(number), said)
            for number, said in (facts or {}).items()
        }
    )


def _fact(revision: int, said: Mapping[str, Any]) -> CaseFact:
    due_at, agency, since = (said.get(name) for name in ("due_at", "agency", "since"))
    return CaseFact(
        revision=revision,
        step=CaseStep(said["step"]),
        at=datetime.fromisoformat(said["at"]),
        organisation_id=said.get("organisation_id"),
        due_at=datetime.fromisoformat(due_at) if due_at else None,
        reply=said.get("reply"),
        outcome=said.get("outcome"),
        superior_id=said.get("superior_id"),
        agency=Agency(**agency) if agency else None,
        since=datetime.fromisoformat(since) if since else None,
        reason=said.get("reason"),
        days=said.get("days"),
    )
