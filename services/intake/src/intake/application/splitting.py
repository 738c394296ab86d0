"""Dividing a petition: lock it, look at its bonds, write each part down like any other.

The petitioner's contact is sealed anew for each part; nobody sees it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from intake.application.commands import OnceKey
from intake.application.desk import Desk
from intake.application.marking import mark
from intake.application.merging import require_scope
from intake.application.ports import IntakeWork
from intake.application.signing import person_of
from intake.application.views import Submitted
from intake.application.writing_down import require_category
from intake.domain.change import Change, reason_of
from intake.domain.contact import Contact
from intake.domain.errors import BrokenPetition, SplitRefused
from intake.domain.petition import Petition
from intake.domain.receipt import write_receipt
from intake.domain.splitting import (
    MOST_PARTS,
    arrive_as_part,
    nature_of_part,
    require_divisible,
    split,
)
from intake.domain.statement import Statement
from minqing_kernel.messages import Actor, Command


@dataclass(frozen=True, kw_only=True)
class PartSaid:
    """What becomes a matter of its own; what is left out is as the first has it."""

    text: str
    title: str = ""
    category: str | None = None
    place: str = ""
    division_code: str = ""
    once: OnceKey | None = None


@dataclass(frozen=True, kw_only=True)
class SplitPetition(Command):
    """Divide further matters off a petition (拆件). `seen` is the revision read."""

    petition_id: UUID
    parts: tuple[PartSaid, ...]
    reason: str
    seen: int
    actor: Actor


def split_petition(
    command: SplitPetition, work: IntakeWork, *, desk: Desk
) -> tuple[Submitted, ...]:
    """Divide a petition; return each part's answer, as its submitter would get it.

    Raises OutsideScope unless the actor acts for whoever answers for it,
    StaleRevision, SplitRefused, UnknownReference, BrokenPetition, Unreadable.
    """
    work.splits.queue_up(command.petition_id)
    petition = work.petitions.get(command.petition_id)
    bond = work.merges.of([petition.petition_id])[petition.petition_id]
    require_scope(command.actor, petition, bond, desk)
    petition._not_older_than(command.seen)
    kin = work.splits.of(petition.petition_id)
    reason = reason_of(command.reason)
    if not 1 <= len(command.parts) <= MOST_PARTS:
        raise BrokenPetition(fields={"parts": "not-one-of"})
    require_divisible(petition, bond, kin, len(command.parts))
    now = desk.clock.now()
    contact = _contact_of(petition, desk)
    parts = [_part(each, petition, contact, desk, now) for each in command.parts]
    split(petition, parts, reason, at=now)
    for part in parts:
        _take_in(part, contact, work, desk)
    work.splits.keep([e.petition_id for e in parts], kin.first_petition_id, now)
    work.changes.note(
        Change(
            petition_id=petition.petition_id,
            field="split",
            before="",
            after=str(len(parts)),
            reason=reason,
            by=command.actor,
            at=now,
        )
    )
    return _answers(command, parts, work, desk)


def _contact_of(petition: Petition, desk: Desk) -> Contact:
    """Return what was sealed, to be sealed again; raise SplitRefused where it cannot.

    A part without it would be nobody's: its petitioner would never be told.
    """
    if petition.contact is None:
        return Contact()
    try:
        told = desk.seals.open(petition.contact, str(petition.petition_id))
    except Exception as broken:
        raise SplitRefused(fields={"receipt": "split-unsealed"}) from broken
    return Contact(**told)


def _part(
    said: PartSaid, first: Petition, contact: Contact, desk: Desk, now: datetime
) -> Petition:
    words = Statement.of(said.text, said.title, said.place)
    if said.category:
        require_category(said.category, desk.reference, now)
    petition_id = desk.new_id()
    part = Petition(
        petition_id=petition_id,
        receipt=write_receipt(desk.prefix, desk.numbers.next(), first.received_at),
        channel=first.channel,
        title=words.title,
        text=words.text,
        place=words.place or first.place,
        category=said.category or first.category,
        division_code=said.division_code or first.division_code,
        organisation_id=first.organisation_id,
        contact=None
        if first.contact is None
        else desk.seals.seal(contact.to_dict(), str(petition_id)),
        reachable=first.reachable,
        received_at=first.received_at,
        nature=nature_of_part(first.nature),
        particulars=first.particulars,
        consent=first.consent,
        split_from=first.receipt,
        contact_told=contact.told,
    )
    arrive_as_part(part, first, desk.policy_at(now), at=now)
    return part


def _take_in(part: Petition, contact: Contact, work: IntakeWork, desk: Desk) -> None:
    """Keep a part, and let it be found and compared like any other."""
    work.petitions.add(part)
    person = person_of(contact.telephone, desk.seals.blind_index)
    work.signs.ask(part.petition_id, person)
    mark(part, work, desk, contact)


def _answers(
    command: SplitPetition, parts: list[Petition], work: IntakeWork, desk: Desk
) -> tuple[Submitted, ...]:
    told = tuple(Submitted.of(each) for each in parts)
    for said, answer in zip(command.parts, told, strict=True):
        if said.once is not None:
            work.once_keys.claim(said.once, answer, desk.wall_clock.now())
    return told
