"""Parts of what anybody is shown of a matter, each from its petition alone."""

from dataclasses import asdict
from typing import Any

from intake.application.views import PetitionView
from intake.application.withdrawing import may_withdraw
from intake.domain.contact import Contact
from intake.domain.lifecycle import PetitionState
from intake.domain.nature import Kind
from intake.domain.progress import NOTES
from intake.domain.supplement import Supplement
from intake.entrypoints.public_words import (
    REVIEW_WANTED,
)
from minqing_chassis import mask


def masked(contact: Contact) -> dict[str, str]:
    """Return as much of a contact as a screen may show (domain.md 2.5)."""
    hide = {
        "name": mask.name,
        "telephone": mask.phone,
        "email": mask.email,
        "identity": mask.identity,
        "address": mask.address,
    }
    return {key: hide[key](value) for key, value in contact.to_dict().items()}


def headline_of(timeline: list[dict[str, Any]]) -> str:
    """Return the words of the last step that moved the matter; a note moves nothing."""
    still = {*NOTES, REVIEW_WANTED}
    moved = (each for each in reversed(timeline) if each["step"] not in still)
    return str(next(moved)["words"])


def agency_of(petition: PetitionView) -> dict[str, str] | None:
    """Return which other agency answers for it, or answered it."""
    away = petition.progress.elsewhere
    return {"agency_id": away.agency_id, "name": away.name} if away else None


def is_answered_at_once(petition: PetitionView) -> bool:
    """Say whether it is a question that was answered while who asked was there."""
    told = petition.nature.kind is Kind.CONSULTATION
    return told and petition.state is PetitionState.NOTED


def reply_of(petition: PetitionView) -> dict[str, Any] | None:
    """Return the answer, as it was given at once or by its unit."""
    if is_answered_at_once(petition):
        at = petition.decided_at
        return {"outcome": "explained", "text": petition.explanation, "at": at}
    answer = petition.progress.answer
    if answer is None:
        return None
    return {
        "outcome": answer.outcome or "",
        "text": answer.reply or "",
        "at": answer.at,
    }


def silence_of(petition: PetitionView) -> dict[str, Any] | None:
    """Return since when there was no news, and whether a unit was reminded of it."""
    told = petition.progress.silence
    if told is None:
        return None
    return {
        "since": told.since,
        "noticed_at": told.at,
        "reminded": told.organisation_id is not None,
    }


def withdrawal_of(petition: PetitionView) -> dict[str, Any]:
    """Return when it was taken back, or whether its petitioner still may."""
    asked, possible = petition.withdrawal, may_withdraw(petition)
    return {
        "possible": possible,
        "asked_at": asked.at if asked and not possible else None,
    }


def consent_of(petition: PetitionView) -> dict[str, Any] | None:
    """Return what its petitioner says of publication; an accusation has none."""
    accuses = petition.nature.kind is Kind.ACCUSATION or petition.nature.accused
    return None if accuses else asdict(petition.consent)


def missing_of(asked: Supplement | None) -> dict[str, Any] | None:
    """Return what its petitioner was asked to add, and until when."""
    if asked is None:
        return None
    return {
        "items": list(asked.items),
        "asked_at": asked.asked_at,
        "answer_by": asked.answer_by,
        "answered_at": asked.answered_at,
        "reminded_at": asked.reminded_at,
        "close_by": asked.close_by,
    }
