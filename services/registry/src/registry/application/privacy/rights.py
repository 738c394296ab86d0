"""Requests to correct or delete: asked by the person, decided by a named clerk."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from registry.application.archive.handlers import known_section, must_write
from registry.application.archive.keeping import held_file
from registry.application.authority import must_keep
from registry.application.persons import decider
from registry.application.privacy.commands import (
    AskForRight,
    DecideRequest,
    ListOwnRequests,
    ReadRequest,
    SettleRequest,
)
from registry.application.privacy.guardians import must_ask_for
from registry.application.privacy.particulars import (
    check_particulars,
    rewrite_particulars,
)
from registry.application.privacy.ports import PrivacyWork
from registry.application.privacy.views import RequestView, own_view, request_view
from registry.application.rules import Rules
from registry.domain.access import Access, Purpose
from registry.domain.archive.authority import check_own
from registry.domain.archive.errors import SectionUnknown
from registry.domain.archive.keeping import parts_of
from registry.domain.archive.record import checked_patch
from registry.domain.archive.section import SectionVersion, SubjectKind
from registry.domain.errors import ResidentClosed
from registry.domain.privacy.errors import LawKeeps, SecondEyes
from registry.domain.privacy.policy import PARTICULARS
from registry.domain.privacy.request import (
    Asked,
    Decision,
    RequestKind,
    RightsRequest,
    Wording,
)
from registry.domain.resident import Resident
from registry.domain.values import civil_day


def ask_for_right(
    command: AskForRight, work: PrivacyWork, *, clock: Clock, rules: Rules
) -> RequestView:
    """Take a request in; its clock runs from now. The same again changes nothing."""
    now = clock.now()
    resident = must_ask_for(command.actor, command.child_id, work, clock)
    asked = Asked(
        resident_id=resident.resident_id,
        asked_by=check_own(command.actor),
        kind=command.kind,
        section=command.section,
        fields=_named(command),
        asked_at=now,
        due_on=rules.due(now),
    )
    wording = Wording(statement=command.statement, values=dict(command.values))
    known = work.requests.find(command.request_id)
    if known is not None:
        known.must_be(asked, wording)
        return own_view(known)
    _check_askable(resident, asked, wording, work, clock)
    request = RightsRequest(request_id=command.request_id, asked=asked, wording=wording)
    work.requests.add(request)
    request.tell_received(now)
    return request_view(request)


def list_own_requests(
    command: ListOwnRequests, work: PrivacyWork, *, clock: Clock, wall: Clock
) -> Sequence[RequestView]:
    """Return what the actor asked for; that look, too, is written down."""
    asker = check_own(command.actor)
    _note(command.actor, asker, Purpose.OWN_REQUEST, work, wall)
    return [own_view(each) for each in work.requests.asked_by(asker)]


def read_request(
    command: ReadRequest, work: PrivacyWork, *, clock: Clock, wall: Clock
) -> RequestView:
    """Return a request with its words; the look is stored before anybody sees it."""
    request = work.requests.get(command.request_id)
    resident = work.residents.get(request.asked.resident_id)
    must_keep(command.actor, work.organisations, {resident.profile.organisation_id})
    _note(command.actor, resident.resident_id, Purpose.CORRECTION, work, wall)
    return request_view(request)


def decide_request(
    command: DecideRequest, work: PrivacyWork, *, clock: Clock, rules: Rules
) -> RequestView:
    """Grant or refuse a request; a granted correction is done in the same unit.

    A granted deletion is proposed, and done when another agrees (`settle_request`).

    Raises LawKeeps for a deletion that a law forbids; a refused deletion cites one.
    """
    now = clock.now()
    request = work.requests.get(command.request_id)
    if request.asked.section == PARTICULARS:
        work.forgotten.lock()
    resident = work.residents.get(request.asked.resident_id)
    must_keep(command.actor, work.organisations, {resident.profile.organisation_id})
    keeps = rules.policy_at(now).law_that_keeps(request.asked.section)
    deletes = request.asked.kind is RequestKind.DELETION
    law = None if command.granted else command.law or (keeps if deletes else None)
    if deletes and command.granted and keeps is not None:
        raise LawKeeps
    if deletes and not command.granted and law is None:
        raise Invalid(fields={"law": "required"})
    decision = Decision(
        by=command.actor.id,
        at=now,
        granted=command.granted,
        reason=command.reason,
        law=law,
    )
    if request.decide(decision) and command.granted and not deletes:
        _carry_out(request, resident, command.actor, work, clock)
    return request_view(request)


def settle_request(
    command: SettleRequest, work: PrivacyWork, *, clock: Clock, rules: Rules
) -> RequestView:
    """Agree to a proposed deletion, which is done then, or send it back.

    Raises SecondEyes for the person who proposed it, by whichever account, LawKeeps
    where a law has come to forbid it, TransitionRefused where nothing is proposed.
    """
    now = clock.now()
    request = work.requests.get(command.request_id)
    if request.asked.section == PARTICULARS:
        work.forgotten.lock()
    resident = work.residents.get(request.asked.resident_id)
    must_keep(command.actor, work.organisations, {resident.profile.organisation_id})
    proposer = request.decided_by
    if command.agreed and proposer and decider(command.actor, work).is_also(proposer):
        raise SecondEyes
    keeps = rules.policy_at(now).law_that_keeps(request.asked.section)
    if command.agreed and keeps is not None:
        raise LawKeeps
    request.settle(agreed=command.agreed, by=command.actor.id, at=now)
    if command.agreed:
        _carry_out(request, resident, command.actor, work, clock)
    return request_view(request)


def _named(command: AskForRight) -> Sequence[str]:
    corrects = command.kind is RequestKind.CORRECTION
    if bool(command.values) is not corrects or bool(command.fields) is corrects:
        raise Invalid(fields={"fields": "bad-fields"})
    return sorted(command.values if corrects else command.fields)


def _check_askable(
    resident: Resident, asked: Asked, wording: Wording, work: PrivacyWork, clock: Clock
) -> None:
    """Refuse what could not be granted whatever anybody decides."""
    deletes = asked.kind is RequestKind.DELETION
    if asked.section == PARTICULARS:
        check_particulars(resident, asked, wording, clock)
        return
    version = _version(asked.section, work, clock)
    if not version.spec.told_to_subject:
        raise SectionUnknown
    patch = dict.fromkeys(asked.fields) if deletes else wording.values
    checked_patch(patch, version)


def _carry_out(
    request: RightsRequest,
    resident: Resident,
    actor: Actor,
    work: PrivacyWork,
    clock: Clock,
) -> None:
    """Do what is granted; raises ResidentClosed for new words in a closed file."""
    asked, wording = request.asked, request.wording
    deletes = asked.kind is RequestKind.DELETION
    if not deletes and not resident.is_open:
        raise ResidentClosed
    wanted = {} if deletes or wording is None else wording.values
    patch = {field: wanted.get(field) for field in asked.fields}
    if asked.section == PARTICULARS:
        rewrite_particulars(resident, patch, actor, work, clock)
        return
    _rewrite_section(request, patch, actor, work, clock)


def _rewrite_section(
    request: RightsRequest,
    patch: Mapping[str, Any],
    actor: Actor,
    work: PrivacyWork,
    clock: Clock,
) -> None:
    key, section = request.asked.resident_id, request.asked.section
    version, now = _version(section, work, clock), clock.now()
    file = held_file(work, SubjectKind.RESIDENT, key)
    must_write(actor, work, version, file, civil_day(now))
    record = work.records.get(key, section)
    record.rewrite(patch, version, at=now, by=actor, request_id=request.request_id)
    if request.asked.kind is RequestKind.DELETION:
        for part in parts_of(section):
            work.records.forget(key, part, before=record.revision)


def _version(section: str, work: PrivacyWork, clock: Clock) -> SectionVersion:
    definition = known_section(work, section, SubjectKind.RESIDENT)
    return definition.on(civil_day(clock.now()))


def _note(
    actor: Actor, resident_id: UUID, purpose: Purpose, work: PrivacyWork, wall: Clock
) -> None:
    work.access_log.note(
        Access(
            actor=actor,
            purpose=purpose,
            resident_id=resident_id,
            fields=("requests.statement", "requests.values", "requests.reason"),
            at=wall.now(),
        )
    )
