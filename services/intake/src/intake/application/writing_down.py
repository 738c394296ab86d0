"""How a submission becomes a petition: words checked, contact sealed, number given."""

from datetime import datetime

from intake.application.commands import ImportPetition, SubmitPetition
from intake.application.desk import Desk
from intake.application.ports import Reference
from intake.domain.errors import UnknownReference
from intake.domain.organisation import Organisation
from intake.domain.petition import Petition
from intake.domain.receipt import write_receipt
from intake.domain.statement import Statement


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
    )


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
    if wrong:
        raise UnknownReference(fields=wrong)
    return organisation
