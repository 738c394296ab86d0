"""How a submission becomes a petition: words checked, contact sealed, number given."""

import logging
from datetime import datetime
from typing import Any

from intake.application.commands import ImportPetition, SubmitPetition, Visit
from intake.application.desk import Desk
from intake.application.ports import Reference
from intake.domain.channel import STAFF_ROLES
from intake.domain.consent import SAID_NOTHING, Consent
from intake.domain.contact import Contact
from intake.domain.deciding import Decision
from intake.domain.errors import BrokenPetition, UnknownReference
from intake.domain.handling import UNSETTLED, Handling
from intake.domain.nature import PLAIN, Nature
from intake.domain.organisation import Organisation
from intake.domain.particulars import Particulars
from intake.domain.petition import Petition
from intake.domain.policy import IntakePolicy
from intake.domain.receipt import write_receipt
from intake.domain.statement import Statement
from minqing_kernel.messages import Role

SETTLING_ROLES = STAFF_ROLES | {Role.SYSTEM, Role.OPS}
"""Who may say more of a petition than what it is and whom it accuses."""
NOT_ASKED = Visit()
CONTACT_PARTS = frozenset({"name", "address", "telephone", "identity", "resident_id"})
log = logging.getLogger(__name__)


def write_down(
    command: SubmitPetition | ImportPetition,
    desk: Desk,
    received_at: datetime,
    now: datetime,
) -> Petition:
    """Return a petition that has not arrived yet.

    A petition that names an organisation but no place is taken to be about that
    organisation's place. Raises UnknownReference, BrokenPetition, Unreadable.
    """
    said = Statement.of(command.text, command.title, command.place)
    organisation = _references(command, desk.reference, now)
    petition_id = desk.new_id()
    place_code = organisation.division_code if organisation else ""
    return Petition(
        petition_id=petition_id,
        receipt=write_receipt(desk.prefix, desk.numbers.next(), received_at),
        channel=command.channel,
        title=said.title,
        text=said.text,
        place=said.place,
        category=command.category,
        division_code=command.division_code or place_code,
        organisation_id=command.organisation_id,
        contact=(
            None
            if command.contact.anonymous
            else desk.seals.seal(command.contact.to_dict(), str(petition_id))
        ),
        reachable=command.contact.reachable,
        received_at=received_at,
        contact_told=_contact_told(command),
        **_told(command, now),
    )


def recall_contact(petition: Petition, desk: Desk, policy: IntakePolicy) -> None:
    """Let a petition know which parts of its contact are there, where a rule asks.

    The parts themselves are seen by nobody. One that cannot be opened tells nothing: a
    clerk may accept it all the same, with the reason.
    """
    petition.contact_told = frozenset()
    if petition.contact is None or not policy.asks(CONTACT_PARTS):
        return
    try:
        said = desk.seals.open(petition.contact, str(petition.petition_id))
    except Exception:
        log.exception("the contact of %s cannot be opened", petition.receipt)
        return
    petition.contact_told = Contact(**said).told | {"resident_id"}


def require_category(code: str, reference: Reference, now: datetime) -> None:
    """Raise UnknownReference unless petitions may carry this category today."""
    if reference.category(code, now.date()) is None:
        raise UnknownReference(fields={"category": "unknown-category"})


def _references(
    command: SubmitPetition | ImportPetition, reference: Reference, now: datetime
) -> Organisation | None:
    wrong = {}
    if command.category and reference.category(command.category, now.date()) is None:
        wrong["category"] = "unknown-category"
    organisation = None
    if command.organisation_id:
        organisation = reference.organisation(command.organisation_id)
        if organisation is None or not organisation.active:
            wrong["organisation_id"] = "unknown-organisation"
    if isinstance(command, SubmitPetition):
        wrong |= unknown_units(command.nature, command.handling, reference)
    if wrong:
        raise UnknownReference(fields=wrong)
    return organisation


def require_organisation(organisation_id: str, reference: Reference) -> None:
    """Raise UnknownReference unless the organisation is there and active."""
    found = reference.organisation(organisation_id)
    if found is None or not found.active:
        raise UnknownReference(fields={"organisation_id": "unknown-organisation"})


def require_units(decision: Decision, reference: Reference) -> None:
    """Raise UnknownReference unless every organisation that is named is there."""
    wrong = unknown_units(
        decision.nature or PLAIN, decision.handling or UNSETTLED, reference
    )
    if wrong:
        raise UnknownReference(fields=wrong)


def unknown_units(
    nature: Nature, handling: Handling, reference: Reference
) -> dict[str, str]:
    """Return which fields name an organisation that is not there, and as what fault."""
    named = {
        "nature.accused": nature.accused,
        "handling.lead_id": {handling.lead_id} if handling.lead_id else set(),
        "handling.co_unit_ids": handling.co_unit_ids,
    }
    return {
        field: "unknown-organisation"
        for field, units in named.items()
        if any(reference.organisation(each) is None for each in units)
    }


def _contact_told(command: SubmitPetition | ImportPetition) -> frozenset[str]:
    told = command.contact.told
    pressed = command.pressed if isinstance(command, SubmitPetition) else None
    known = pressed.resident_id is not None if pressed else bool(told)
    return told | {"resident_id"} if known else told


def _told(command: SubmitPetition | ImportPetition, now: datetime) -> dict[str, Any]:
    """Return what a form told beyond the words, as far as it may be said there."""
    if isinstance(command, ImportPetition):
        return {}
    nature, handling, visit = command.nature, command.handling, command.visit
    if command.actor.role not in SETTLING_ROLES:
        require_open(nature, handling)
    told = visit or NOT_ASKED
    return {
        "nature": nature,
        "handling": handling,
        "particulars": Particulars.of(
            command.contact,
            request=told.request or command.request,
            reasons=told.reasons,
            visit=visit is not None,
        ),
        "consent": _consent(command, now),
    }


def _consent(command: SubmitPetition, now: datetime) -> Consent:
    """Return what its petitioner says of publication; nobody says it for them."""
    if not command.agrees:
        return SAID_NOTHING
    if command.actor.role in SETTLING_ROLES:
        raise BrokenPetition(fields={"agrees": "not-at-this-channel"})
    return Consent(given_at=now, holds=True)


def require_open(nature: Nature, handling: Handling) -> None:
    """Raise BrokenPetition for what only staff may settle."""
    wrong = {}
    if not nature.open_to_all:
        wrong["nature"] = "not-at-this-channel"
    if handling != UNSETTLED:
        wrong["handling"] = "not-at-this-channel"
    if wrong:
        raise BrokenPetition(fields=wrong)
