"""Requests to correct or delete: asked by code, answered by staff, done in the unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from intake.application.desk import Desk
from intake.application.marking import mark
from intake.application.persons import PersonsWork
from intake.application.ports import IntakeWork
from intake.application.scope import require_not_accused
from intake.application.signing import person_of
from intake.domain.authority import acts_for
from intake.domain.contact import Contact
from intake.domain.data_errors import DataRequestFixed, TooManyDataRequests
from intake.domain.data_request import (
    KEPT_DAYS,
    MOST_OPEN,
    PREFIX,
    DataRequest,
    changed_contact,
    rewrite_contact,
)
from intake.domain.data_words import Asked, Verdict
from intake.domain.errors import OutsideScope
from intake.domain.petition import Petition
from intake.domain.receipt import write_receipt
from minqing_kernel.messages import Actor, Command
from minqing_kernel.working_time import Span, SpanUnit


@dataclass(frozen=True, kw_only=True, repr=False)
class AskAboutData(Command):
    """Ask for a correction or a deletion; the same `request_id` twice asks once."""

    request_id: UUID
    petition_id: UUID
    asked: Asked


@dataclass(frozen=True, kw_only=True)
class DecideDataRequest(Command):
    """Answer a request, or propose what deletes anything."""

    request_id: UUID
    verdict: Verdict
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class SettleProposal(Command):
    """Agree to a proposed deletion, or send it back.

    `seen` is the revision of the request that the actor saw; None asks nothing.
    """

    request_id: UUID
    agreed: bool
    actor: Actor
    seen: int | None = None


@dataclass(frozen=True, kw_only=True)
class ForgetDataRequests(Command):
    """Forget in which words was asked and answered what was answered long ago."""


class DataRequests(Protocol):
    """The requests of petitioners about their data."""

    def add(self, aggregate: DataRequest, /) -> None:
        """Take a new one in."""
        ...

    def get(self, key: UUID, /) -> DataRequest:
        """Return one, locked; raise UnknownDataRequest."""
        ...

    def get_many(self, keys: Sequence[UUID], /) -> Mapping[UUID, DataRequest]:
        """Return those that there are, locked."""
        ...

    def open_of(self, petition_id: UUID) -> int:
        """Return how many of a petition wait for their answer."""
        ...

    def forget_before(self, moment: datetime) -> None:
        """Forget the words of what was answered before a moment."""
        ...


class DataRequestWork(IntakeWork, PersonsWork, Protocol):
    """Intake's unit of work, as far as requests about data need it."""

    @property
    def data_requests(self) -> DataRequests:
        """The requests."""
        ...


def ask_about_data(
    command: AskAboutData, work: DataRequestWork, *, desk: Desk
) -> DataRequest:
    """Take a request in; its clock runs from now. The same again changes nothing.

    Raises TooManyDataRequests, DataRequestFixed.
    """
    asked, now = command.asked, desk.clock.now()
    petition = work.petitions.get(command.petition_id)
    known = work.data_requests.get_many([command.request_id]).get(command.request_id)
    if known is not None:
        known.must_be(command.petition_id, asked)
        _must_say(known, asked, desk)
        return known
    if work.data_requests.open_of(petition.petition_id) >= MOST_OPEN:
        raise TooManyDataRequests
    span = Span(desk.policy_at(now).data_request_days, SpanUnit.WORKING_DAYS)
    due = desk.calendar.due(now, span)
    request = DataRequest(
        request_id=command.request_id,
        number=write_receipt(PREFIX, desk.numbers.next(), now),
        petition_id=petition.petition_id,
        kind=asked.kind,
        parts=asked.parts,
        sealed=desk.seals.seal(_words(asked), str(command.request_id)),
        asked_at=now,
        due_on=due.day,
        provisional=due.provisional,
    )
    request.ask(petition)
    work.data_requests.add(request)
    return request


def decide_data_request(
    command: DecideDataRequest, work: DataRequestWork, *, desk: Desk
) -> DataRequest:
    """Answer a request; what is granted is done in the same unit.

    Raises UnknownDataRequest, UnknownPetition to whom the petition accuses,
    OutsideScope, LawKeeps, BrokenDataRequest, TransitionRefused.
    """
    request, petition = _held(command.request_id, command.actor, work, desk)
    kept_by = desk.policy_at(desk.clock.now()).file_kept_by
    request.decide(command.verdict, petition, kept_by)
    _carry_out(request, petition, work, desk)
    return request


def settle_proposal(
    command: SettleProposal, work: DataRequestWork, *, desk: Desk
) -> DataRequest:
    """Agree to a proposed deletion, which is done in the same unit, or send it back.

    Raises SecondEyes for who proposed it, by whichever account; StaleRevision where
    another proposal stands than was seen; else as `decide_data_request` does.
    """
    request, petition = _held(command.request_id, command.actor, work, desk)
    request.must_stand_at(command.seen)
    by, now = command.actor.id, desk.clock.now()
    if command.agreed:
        accounts = work.persons.accounts_of(by)
        request.agree(by, petition, at=now, accounts=accounts)
        _carry_out(request, petition, work, desk)
    else:
        request.send_back(by, petition, at=now)
    return request


def forget_data_requests(
    _: ForgetDataRequests, work: DataRequestWork, *, desk: Desk
) -> None:
    """Forget the words of what was answered two years ago (第19条)."""
    work.data_requests.forget_before(desk.clock.now() - timedelta(days=KEPT_DAYS))


def _held(
    request_id: UUID, actor: Actor, work: DataRequestWork, desk: Desk
) -> tuple[DataRequest, Petition]:
    request = work.data_requests.get(request_id)
    petition = work.petitions.get(request.petition_id)
    require_not_accused(actor, petition, desk)
    bond = work.merges.of([petition.petition_id])[petition.petition_id]
    tree, door = desk.reference.tree(), petition.organisation_id
    owner = bond.owner_id or door
    at_the_door = door is not None and acts_for(actor, door, tree)
    if not (acts_for(actor, owner, tree) or at_the_door):
        raise OutsideScope
    return request, petition


def _carry_out(
    request: DataRequest, petition: Petition, work: DataRequestWork, desk: Desk
) -> None:
    """Rewrite the contact once it is answered, and what is derived from it."""
    if request.is_open or not request.granted:
        return
    about, known = str(petition.petition_id), petition.contact
    told = Contact() if known is None else Contact(**desk.seals.open(known, about))
    values = _values(request, desk)
    contact = changed_contact(told, request.kind, request.granted, values)
    sealed = None if contact.anonymous else desk.seals.seal(contact.to_dict(), about)
    rewrite_contact(petition, request, sealed, contact)
    person = person_of(contact.telephone, desk.seals.blind_index)
    work.signs.anew(petition.petition_id, person)
    mark(petition, work, desk, contact)


def _must_say(known: DataRequest, asked: Asked, desk: Desk) -> None:
    """Refuse (DataRequestFixed) other words under one id, as far as they are known."""
    if known.sealed is None:
        return
    if desk.seals.open(known.sealed, str(known.request_id)) != _words(asked):
        raise DataRequestFixed


def _words(asked: Asked) -> dict[str, Any]:
    return {"statement": asked.statement, "values": dict(asked.values)}


def _values(request: DataRequest, desk: Desk) -> Mapping[str, str]:
    if request.sealed is None:
        return {}
    told = desk.seals.open(request.sealed, str(request.request_id))
    values: Mapping[str, str] = told["values"]
    return values
