"""Arrivals and devices: one function a command."""

from intake.application.channel_commands import (
    AnswerCall,
    MapCategory,
    RecordArrival,
    RecordDevice,
    RegisterArrival,
    TurnArrival,
)
from intake.application.desk import Desk
from intake.application.ports import IntakeWork
from intake.application.scope import in_hand, require_own
from intake.application.writing_down import (
    require_category,
    require_organisation,
)
from intake.domain.arrival import require_possible
from intake.domain.authority import keeps_categories
from intake.domain.device import Device
from intake.domain.errors import (
    KeyReused,
    NotAgencyWide,
    UnknownReference,
)
from intake.domain.reception import Reception
from minqing_kernel.text import clean


def record_arrival(
    command: RecordArrival, work: IntakeWork, *, desk: Desk
) -> Reception:
    """Write down who came; return the arrival, written down once for each id.

    Raises KeyReused for an id under which others were written down.
    """
    require_own(command.actor, command.organisation_id, desk)
    now = desk.clock.now()
    arrived_at = command.arrived_at or now
    require_possible(arrived_at, now)
    reception_id = command.reception_id or desk.new_id()
    reception = Reception(
        reception_id=reception_id,
        organisation_id=command.organisation_id,
        channel=command.channel,
        people=command.people,
        arrived_at=arrived_at,
        recorded_by=command.actor.id,
        matter=clean(command.matter, field="matter"),
    )
    known = work.receptions.get_many([reception_id]).get(reception_id)
    if known is not None:
        return _the_same(known, command, desk)
    if not command.contact.anonymous:
        told = command.contact.to_dict()
        reception.contact = desk.seals.seal(told, str(reception_id))
    work.receptions.add(reception)
    return reception


def _the_same(known: Reception, command: RecordArrival, desk: Desk) -> Reception:
    """Return an arrival that is there, if it is the one that was told again.

    What a petition holds by now cannot be compared any more.
    """
    same = (known.organisation_id, known.people, known.channel) == (
        command.organisation_id,
        command.people,
        command.channel,
    )
    if same and known.petition_id is None:
        sealed, key = known.contact, str(known.reception_id)
        who = desk.seals.open(sealed, key) if sealed else {}
        said = (clean(command.matter, field="matter"), command.contact.to_dict())
        same = (known.matter, who) == said
    if not same:
        raise KeyReused
    return known


def register_arrival(
    command: RegisterArrival, work: IntakeWork, *, desk: Desk
) -> Reception:
    """Let a petition come of an arrival; return the arrival."""
    reception = work.receptions.get(command.reception_id)
    require_own(command.actor, reception.organisation_id, desk)
    reception.register(command.petition_id, at=desk.clock.now())
    return reception


def turn_arrival(command: TurnArrival, work: IntakeWork, *, desk: Desk) -> Reception:
    """Show an arrival elsewhere or refuse it; return the arrival."""
    reception = work.receptions.get(command.reception_id)
    require_own(command.actor, reception.organisation_id, desk)
    reception.turn(command.step, command.ground, command.words, at=desk.clock.now())
    return reception


def record_device(command: RecordDevice, work: IntakeWork, *, desk: Desk) -> None:
    """Keep whose a device is; the contact is sealed to the device.

    Nobody takes over another place's device.
    """
    require_own(command.actor, command.organisation_id, desk)
    known = work.devices.get(command.device_id)
    if known is not None:
        require_own(command.actor, known.organisation_id, desk)
    require_organisation(command.organisation_id, desk.reference)
    contact = command.contact
    sealed = None
    if not contact.anonymous:
        sealed = desk.seals.seal(contact.to_dict(), command.device_id)
    work.devices.put(
        Device(
            device_id=command.device_id,
            resident_id=command.resident_id,
            contact=sealed,
            place=command.place,
            division_code=command.division_code,
            organisation_id=command.organisation_id,
            category=command.category,
            active=command.active,
        )
    )


def answer_call(command: AnswerCall, work: IntakeWork, *, desk: Desk) -> int:
    """Note who called back; return the seconds between button and answer."""
    in_hand(command, work, desk)
    call = work.device_calls.get(command.petition_id)
    call.answer(command.actor.id, at=desk.clock.now())
    answered_at = call.answered_at or call.taken_at
    return int((answered_at - call.pressed_at).total_seconds())


def map_category(command: MapCategory, work: IntakeWork, *, desk: Desk) -> None:
    """Keep how another list calls one of our categories.

    Raises NotAgencyWide, UnknownReference for a category that is not there, or not in
    a list of the place.
    """
    if not keeps_categories(command.actor, desk.reference):
        raise NotAgencyWide
    now = desk.clock.now()
    require_category(command.code, desk.reference, now)
    theirs = desk.policy_at(now).category_lists.find(command.name)
    if theirs is not None and not theirs.has(command.their_code):
        raise UnknownReference(fields={"their_code": "unknown-category"})
    work.mappings.put(
        command.name, command.code, command.their_code, by=command.actor.id, at=now
    )
