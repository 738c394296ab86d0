"""What few petitions have, as one document in `petitions.details`, and back.

A petition of which nothing was settled has no document: most cost not a byte.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from intake.domain.consent import SAID_NOTHING, Consent
from intake.domain.handling import UNSETTLED, CaseKind, Handling, Mode
from intake.domain.nature import PLAIN, Flag, Kind, Nature, Path, Severity
from intake.domain.particulars import NOTHING_STATED, Particulars
from intake.domain.record import PetitionRecord
from intake.domain.review_request import ReviewRequest, Stage
from intake.domain.supplement import Supplement
from intake.domain.withdrawal import Withdrawal

Document = Mapping[str, Any]


def details_document(petition: PetitionRecord) -> dict[str, Any] | None:
    """Return the document of what differs from nothing, None where all is nothing."""
    parts = {
        "nature": nature_words(petition.nature),
        "handling": handling_words(petition.handling),
        "particulars": _particulars_words(petition.particulars),
        "supplement": _supplement_words(petition.supplement),
        "despite": petition.despite,
        "accept_by": _iso(petition.accept_by),
        "missed_at": _iso(petition.missed_at),
        "group_id": str(petition.group_id) if petition.group_id else None,
        "rule": petition.rule,
        "withdrawal": _withdrawal_words(petition.withdrawal),
        "reviews": [_review_words(each) for each in petition.reviews],
        "consent": _consent_words(petition.consent),
        "split_from": petition.split_from,
    }
    return _said(parts) or None


def details_from(
    document: Document | None, accused: Iterable[str] | None
) -> dict[str, Any]:
    """Return the fields of a petition that its document tells."""
    said = document or {}
    return {
        "nature": _nature(said.get("nature") or {}, accused or ()),
        "handling": _handling(said.get("handling") or {}),
        "particulars": Particulars(**said.get("particulars") or {}),
        "supplement": _supplement(said.get("supplement")),
        "despite": said.get("despite", ""),
        "accept_by": _moment(said.get("accept_by")),
        "missed_at": _moment(said.get("missed_at")),
        "group_id": UUID(said["group_id"]) if said.get("group_id") else None,
        "rule": said.get("rule", ""),
        "withdrawal": _withdrawal(said.get("withdrawal")),
        "reviews": tuple(_review(each) for each in said.get("reviews", ())),
        "consent": _consent(said.get("consent")),
        "split_from": said.get("split_from"),
    }


def nature_words(nature: Nature) -> dict[str, Any]:
    """Return what is settled of a nature, the accused left out."""
    if nature is PLAIN:
        return {}
    words = {
        "kind": nature.kind,
        "path": nature.path,
        "severity": None if nature.severity is Severity.ORDINARY else nature.severity,
        "flags": sorted(nature.flags),
        "representatives": nature.representatives,
    }
    return _said(words)


def handling_words(handling: Handling) -> dict[str, Any]:
    """Return what is settled of a handling."""
    if handling is UNSETTLED:
        return {}
    words = {
        "case_kind": handling.case_kind,
        "mode": handling.mode,
        "promised_on": _iso(handling.promised_on),
        "lead_id": handling.lead_id,
        "co_unit_ids": sorted(handling.co_unit_ids),
        "policy_ref": handling.policy_ref,
        "leader": handling.leader,
        "due_on": _iso(handling.due_on),
    }
    return _said(words)


def _particulars_words(told: Particulars) -> dict[str, Any]:
    return {} if told is NOTHING_STATED else _said(vars(told))


def _supplement_words(asked: Supplement | None) -> dict[str, Any]:
    if asked is None:
        return {}
    words = {
        "items": list(asked.items),
        "asked_at": _iso(asked.asked_at),
        "answer_by": _iso(asked.answer_by),
        "answer": asked.answer,
        "answered_at": _iso(asked.answered_at),
        "reminded_at": _iso(asked.reminded_at),
        "close_by": _iso(asked.close_by),
        "lapsed_at": _iso(asked.lapsed_at),
    }
    return _said(words)


def _withdrawal_words(taken: Withdrawal | None) -> dict[str, Any]:
    return _said({"at": _iso(taken.at), "reason": taken.reason}) if taken else {}


def _nature(said: Document, accused: Iterable[str]) -> Nature:
    if not said:
        return PLAIN
    return Nature(
        kind=Kind(said["kind"]) if "kind" in said else None,
        path=Path(said["path"]) if "path" in said else None,
        severity=Severity(said.get("severity", Severity.ORDINARY)),
        flags=frozenset(Flag(each) for each in said.get("flags", ())),
        representatives=said.get("representatives"),
        accused=frozenset(accused),
    )


def _handling(said: Document) -> Handling:
    if not said:
        return UNSETTLED
    return Handling(
        case_kind=CaseKind(said["case_kind"]) if "case_kind" in said else None,
        mode=Mode(said["mode"]) if "mode" in said else None,
        promised_on=_day(said.get("promised_on")),
        lead_id=said.get("lead_id"),
        co_unit_ids=frozenset(said.get("co_unit_ids", ())),
        policy_ref=said.get("policy_ref"),
        leader=said.get("leader"),
        due_on=_day(said.get("due_on")),
    )


def _supplement(said: Document | None) -> Supplement | None:
    if not said:
        return None
    return Supplement(
        items=tuple(said["items"]),
        asked_at=datetime.fromisoformat(said["asked_at"]),
        answer_by=_moment(said.get("answer_by")),
        answer=said.get("answer", ""),
        answered_at=_moment(said.get("answered_at")),
        reminded_at=_moment(said.get("reminded_at")),
        close_by=_moment(said.get("close_by")),
        lapsed_at=_moment(said.get("lapsed_at")),
    )


def _withdrawal(said: Document | None) -> Withdrawal | None:
    if not said:
        return None
    at = datetime.fromisoformat(said["at"])
    return Withdrawal(at=at, reason=said.get("reason", ""))


def _consent_words(told: Consent) -> dict[str, Any]:
    moments = {"given_at": _iso(told.given_at), "ended_at": _iso(told.ended_at)}
    return _said({**moments, "holds": told.holds})


def _consent(said: Document | None) -> Consent:
    if not said:
        return SAID_NOTHING
    return Consent(
        given_at=_moment(said.get("given_at")),
        ended_at=_moment(said.get("ended_at")),
        holds=said.get("holds", False),
    )


def _review_words(asked: ReviewRequest) -> dict[str, Any]:
    return {
        "stage": asked.stage,
        "disputed": asked.disputed,
        "received_on": _iso(asked.received_on),
        "reason": asked.reason,
        "at": _iso(asked.at),
    }


def _review(said: Document) -> ReviewRequest:
    return ReviewRequest(
        stage=Stage(said["stage"]),
        disputed=said["disputed"],
        received_on=date.fromisoformat(said["received_on"]),
        reason=said["reason"],
        at=datetime.fromisoformat(said["at"]),
    )


def _said(words: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in words.items() if value}


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
