"""What a clerk does at the door beside accepting and refusing, a function each."""

from intake.application.desk import Desk
from intake.application.door_commands import (
    AskPetitioner,
    NoteThanks,
    ReclassifyPetition,
    RecordContact,
    ReferPetition,
    TakeAnswer,
    WatchWaiting,
)
from intake.application.marking import mark
from intake.application.ports import IntakeWork
from intake.application.scope import in_hand
from intake.application.writing_down import require_category, require_units
from intake.domain.change import Change, Standing, differences, reason_of
from intake.domain.contacts import ContactEntry
from intake.domain.petition import Petition


def refer_petition(command: ReferPetition, work: IntakeWork, *, desk: Desk) -> int:
    """Refer a petition to its own procedure; return its revision."""
    petition = in_hand(command, work, desk)
    now = desk.clock.now()
    unit, seen = command.actor.organisation_id, command.seen
    petition.refer(command.path, command.explanation, at=now, seen=seen, unit=unit)
    return petition.revision


def note_thanks(command: NoteThanks, work: IntakeWork, *, desk: Desk) -> int:
    """Keep a letter of thanks; return the petition's revision."""
    petition = in_hand(command, work, desk)
    petition.note(at=desk.clock.now(), seen=command.seen)
    return petition.revision


def ask_petitioner(command: AskPetitioner, work: IntakeWork, *, desk: Desk) -> int:
    """Tell everything that is missing; return the petition's revision."""
    petition = in_hand(command, work, desk)
    now = desk.clock.now()
    policy, unit = desk.policy_at(now), command.actor.organisation_id
    petition.ask(command.missing, at=now, seen=command.seen, unit=unit, policy=policy)
    return petition.revision


def take_answer(command: TakeAnswer, work: IntakeWork, *, desk: Desk) -> int:
    """Take what was missing; return the petition's revision.

    Whoever holds the tracking code answers for themselves; anyone else acts for the
    organisation.
    """
    if command.by_petitioner:
        petition = work.petitions.get(command.petition_id)
    else:
        petition = in_hand(command, work, desk)
    now = desk.clock.now()
    petition.answer(command.text, at=now, policy=desk.policy_at(now))
    return petition.revision


def reclassify_petition(
    command: ReclassifyPetition, work: IntakeWork, *, desk: Desk
) -> int:
    """Settle anew what it is; each field that changed leaves a row (C-19)."""
    petition = in_hand(command, work, desk)
    now, reason = desk.clock.now(), reason_of(command.reason)
    before = _standing(petition)
    category = command.category or petition.category or ""
    if command.category is not None:
        require_category(category, desk.reference, now)
    require_units(command.decision, desk.reference)
    petition.reclassify(
        category,
        command.decision,
        at=now,
        seen=command.seen,
        policy=desk.policy_at(now),
    )
    for field, was, becomes in differences(before, _standing(petition)):
        change = Change(
            petition_id=petition.petition_id,
            field=field,
            before=was,
            after=becomes,
            reason=reason,
            by=command.actor,
            at=now,
        )
        work.changes.note(change)
    mark(petition, work, desk)
    return petition.revision


def record_contact(command: RecordContact, work: IntakeWork, *, desk: Desk) -> int:
    """Write a later contact down; return the petition's revision."""
    petition = in_hand(command, work, desk)
    now = desk.clock.now()
    entry = ContactEntry.of(
        petition.petition_id, command.by, command.words, by=command.actor, at=now
    )
    petition.meet(command.by, at=now)
    work.contact_entries.add(entry)
    return petition.revision


def watch_waiting(command: WatchWaiting, work: IntakeWork, *, desk: Desk) -> None:
    """Tell the superiors of what nobody decided in time, and remind the silent."""
    now, tree = desk.clock.now(), desk.reference.tree()
    policy = desk.policy_at(now)
    for petition in work.petitions.get_many(command.petition_ids).values():
        door, accused = petition.organisation_id or "", petition.nature.accused
        petition.mind_silence(at=now, policy=policy)
        petition.miss(tree.superior_beyond(door, accused), at=now)


def _standing(petition: Petition) -> Standing:
    return Standing(
        category=petition.category,
        nature=petition.nature,
        handling=petition.handling,
    )
