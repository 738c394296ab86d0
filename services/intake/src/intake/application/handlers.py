"""One function a command: load, ask the domain, done."""

from datetime import datetime, timedelta

from intake.application.commands import (
    AcceptPetition,
    FollowPetition,
    ForgetOldKeys,
    ImportPetition,
    NoteCaseFact,
    NoteWrongCode,
    RecordCategory,
    RecordOrganisation,
    RefusePetition,
    SubmitPetition,
    SubmitTogether,
)
from intake.application.desk import Desk
from intake.application.marking import mark
from intake.application.nearby import as_its_like, join, lead_of
from intake.application.ports import IntakeWork
from intake.application.pressing import PressWork, join_open_call, press_of
from intake.application.scope import in_hand
from intake.application.signing import person_of
from intake.application.views import Submitted
from intake.application.writing_down import (
    recall_contact,
    require_category,
    require_units,
    write_down,
)
from intake.domain.arrival import require_possible
from intake.domain.authority import keeps_categories
from intake.domain.category import Category
from intake.domain.channel import Channel, may_use
from intake.domain.contact import Contact
from intake.domain.device import DeviceCall
from intake.domain.errors import (
    BrokenPetition,
    ChannelNotAllowed,
    NotAgencyWide,
)
from intake.domain.petition import Petition
from minqing_kernel.clock import Clock

KEYS_LAST = timedelta(days=30)
"""How long a repeated submission is known as one."""
TRIES_LAST = timedelta(minutes=15)
"""How long a window is in which wrong tracking codes are counted."""


def submit_together(
    command: SubmitTogether, work: PressWork, *, desk: Desk
) -> tuple[Submitted, ...]:
    """Write one or several petitions down; return what each submitter is told."""
    now = desk.clock.now()
    if command.gathering is not None:
        work.gatherings.add(command.gathering, len(command.petitions))
    return tuple(_submit(one, work, desk, now) for one in command.petitions)


def _submit(
    command: SubmitPetition, work: PressWork, desk: Desk, now: datetime
) -> Submitted:
    if not may_use(command.actor.role, command.channel):
        raise ChannelNotAllowed
    received_at = _arrived(command, now)
    pressed = command.pressed
    petition = join_open_call(command, pressed, work, desk) if pressed else None
    if petition is None:
        lead = lead_of(command, work, desk)
        said = command if lead is None else as_its_like(command, lead)
        petition = write_down(said, desk, received_at, now)
        if command.answered:
            petition.answer_at_once(command.answered, at=now)
        else:
            petition.arrive(now, desk.policy_at(now))
        work.petitions.add(petition)
        _let_be_signed(petition, command.contact, work, desk)
        mark(petition, work, desk, command.contact)
        if lead is not None:
            join(petition, lead, work, desk)
        if pressed is not None:
            work.device_calls.add(_call(pressed.device_id, petition, now))
            work.presses.add(press_of(command, pressed, petition, now))
    answer = Submitted.of(petition)
    if command.once is not None:
        work.once_keys.claim(command.once, answer, desk.wall_clock.now())
    return answer


def import_petition(
    command: ImportPetition, work: IntakeWork, *, desk: Desk
) -> Submitted:
    """Take a petition over from an older system."""
    now = desk.clock.now()
    require_possible(command.received_at, now)
    petition = write_down(command, desk, command.received_at, now)
    petition.source, petition.external_ref = command.source, command.external_ref
    petition.arrive_from_archive()
    work.petitions.add(petition)
    _let_be_signed(petition, command.contact, work, desk)
    return Submitted.of(petition)


def accept_petition(command: AcceptPetition, work: IntakeWork, *, desk: Desk) -> int:
    """Accept a waiting petition; return its revision."""
    petition = in_hand(command, work, desk)
    now = desk.clock.now()
    require_category(command.category, desk.reference, now)
    require_units(command.decision, desk.reference)
    policy = desk.policy_at(now)
    recall_contact(petition, desk, policy)
    petition.accept(
        command.category,
        command.division_code,
        at=now,
        seen=command.seen,
        decision=command.decision,
        policy=policy,
    )
    mark(petition, work, desk)
    return petition.revision


def refuse_petition(command: RefusePetition, work: IntakeWork, *, desk: Desk) -> int:
    """Refuse a waiting petition; return its revision."""
    petition = in_hand(command, work, desk)
    petition.refuse(
        command.reason,
        command.explanation,
        at=desk.clock.now(),
        seen=command.seen,
        unit=command.actor.organisation_id,
    )
    return petition.revision


def note_case_fact(command: NoteCaseFact, work: IntakeWork) -> None:
    """Keep what routing tells of a case."""
    work.case_facts.note(command.petition_id, command.fact)


def follow_petition(command: FollowPetition, work: IntakeWork) -> None:
    """Tell whoever keeps files where a petition stands, now and from now on (A-05)."""
    work.followers.follow(command.petition_id)


def record_organisation(command: RecordOrganisation, work: IntakeWork) -> None:
    """Keep what registry tells of an organisation."""
    work.organisations.note(command.organisation)


def record_category(command: RecordCategory, work: IntakeWork, *, desk: Desk) -> None:
    """Put a category into the list; raise NotAgencyWide unless the actor may."""
    if not keeps_categories(command.actor, desk.reference):
        raise NotAgencyWide
    work.categories.put(
        Category(
            code=command.code,
            names=command.names,
            valid_from=command.valid_from,
            valid_to=command.valid_to,
        ),
        by=command.actor,
        at=desk.wall_clock.now(),
    )


def note_wrong_code(command: NoteWrongCode, work: IntakeWork, *, clock: Clock) -> None:
    """Count a wrong tracking code; `clock` is the real one."""
    now = clock.now()
    work.wrong_codes.count(command.receipt, now, now + TRIES_LAST)


def forget_old_keys(_: ForgetOldKeys, work: IntakeWork, *, clock: Clock) -> None:
    """Let go of what no longer matters; `clock` is the real one."""
    now = clock.now()
    work.once_keys.forget_before(now - KEYS_LAST)
    work.wrong_codes.forget_ended(now)


def _arrived(command: SubmitPetition, now: datetime) -> datetime:
    """Return when it came: only staff may say that it was before now (A-11)."""
    told = command.received_at
    if told is None:
        return now
    if command.channel is Channel.WEB:
        raise BrokenPetition(fields={"received_at": "not-at-this-channel"})
    require_possible(told, now)
    return told


def _let_be_signed(
    petition: Petition, contact: Contact, work: IntakeWork, desk: Desk
) -> None:
    """Let earlier petitions of the same matter be found, soon but not now."""
    person = person_of(contact.telephone, desk.seals.blind_index)
    work.signs.ask(petition.petition_id, person)


def _call(device_id: str, petition: Petition, now: datetime) -> DeviceCall:
    return DeviceCall(
        petition_id=petition.petition_id,
        device_id=device_id,
        known=petition.contact is not None,
        pressed_at=petition.received_at,
        taken_at=now,
    )
