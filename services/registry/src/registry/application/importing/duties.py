"""Rows about duties and heads of grids: history is added to, never taken away.

To take a row back is to end what it began, or to say the time that stood there before.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from minqing_kernel.clock import Clock
from minqing_kernel.errors import DomainError
from minqing_kernel.messages import SYSTEM, Actor
from registry.application.commands import AppointHead, RecordDuty
from registry.application.handlers import appoint_head, record_duty
from registry.application.importing.ports import Done, ImportsWork
from registry.domain.duty import Duty
from registry.domain.importing.batch import Outcome, RowResult
from registry.domain.importing.rows import TableRow
from registry.domain.profiles import DutyKind, DutyProfile, ScopeKind

KEYS = UUID("5f0a5a86-6c1e-5f5c-8a1d-9b7c4d2e1f30")
"""The namespace in which a row gives the id of the duty that it begins."""


def take_duty(
    row: TableRow, actor: Actor, work: ImportsWork, clock: Clock
) -> RowResult:
    """Give somebody a duty, or say when one ends that they have."""
    profile = _profile(row.values)
    known = work.duties.find(_standing(profile, work))
    revision = known.revision if known else 0
    before = {"until": _told(known.profile.until)} if known else None
    key = known.duty_id if known else _key(profile)
    command = RecordDuty(actor=actor, duty_id=key, profile=profile)
    record_duty(command, work, clock=clock)
    return _result(row, key, revision, before, work)


def take_head(
    row: TableRow, actor: Actor, work: ImportsWork, clock: Clock
) -> RowResult:
    """Give a grid its head; who headed it until then is named in `before`."""
    grid_id, staff_id = str(row.values["grid_id"]), str(row.values["staff_id"])
    profile = DutyProfile(
        staff_id=staff_id,
        duty=DutyKind.GRID_HEAD,
        scope_kind=ScopeKind.GRID,
        scope_id=grid_id,
        since=date.fromisoformat(str(row.values["since"])),
    )
    former = work.duties.head_of(grid_id)
    same = former is not None and former.profile.staff_id == staff_id
    key = former.duty_id if former and same else _key(profile)
    command = AppointHead(
        actor=actor,
        grid_id=grid_id,
        staff_id=staff_id,
        since=profile.since,
        duty_id=key,
    )
    revision = former.revision if former and same else 0
    appoint_head(command, work, clock=clock)
    before = {"staff_id": former.profile.staff_id} if former and not same else None
    return _result(row, key, revision, before, work)


def take_back_duty(done: Done, work: ImportsWork, clock: Clock) -> bool:
    """Say the time that stood before, or that it never began; False if changed."""
    duty = _unchanged(done, work)
    if duty is None:
        return False
    said = done.before["until"] if done.before else _told(duty.profile.since)
    until = None if said is None else date.fromisoformat(said)
    duty.record_as(replace(duty.profile, until=until), at=clock.now())
    return True


def take_back_head(done: Done, work: ImportsWork, clock: Clock) -> bool:
    """Let a grid's former head go on from the same day; False if changed since."""
    duty = _unchanged(done, work)
    if duty is None:
        return False
    profile = duty.profile
    if done.before is None:
        duty.end(profile.since, at=clock.now())
        return True
    command = AppointHead(
        actor=SYSTEM,
        grid_id=profile.scope_id,
        staff_id=done.before["staff_id"],
        since=profile.since,
    )
    try:
        appoint_head(command, work, clock=clock)
    except DomainError:
        return False
    return True


def _profile(words: Mapping[str, Any]) -> DutyProfile:
    until = words.get("until")
    return DutyProfile(
        staff_id=str(words["staff_id"]),
        duty=DutyKind(words["duty"]),
        scope_kind=ScopeKind(words["scope_kind"]),
        scope_id=str(words["scope_id"]),
        since=date.fromisoformat(words["since"]),
        until=until and date.fromisoformat(until),
    )


def _standing(profile: DutyProfile, work: ImportsWork) -> UUID:
    """Return the id of the duty that is meant: one that stands, or one of a row."""
    for each in work.duties.open_of(profile.staff_id):
        if each.profile.same_as(profile) and each.profile.since == profile.since:
            return each.duty_id
    return _key(profile)


def _key(profile: DutyProfile) -> UUID:
    said = (profile.staff_id, profile.duty, profile.scope_kind, profile.scope_id)
    return uuid5(KEYS, "/".join((*said, profile.since.isoformat())))


def _unchanged(done: Done, work: ImportsWork) -> Duty | None:
    duty = work.duties.find(UUID(done.subject))
    return duty if duty is not None and duty.revision == done.revision else None


def _told(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _result(
    row: TableRow,
    key: UUID,
    revision: int,
    before: dict[str, Any] | None,
    work: ImportsWork,
) -> RowResult:
    duty = work.duties.find(key)
    now = duty.revision if duty else 0
    outcome = Outcome.CHANGED if before else Outcome.CREATED
    return RowResult(
        no=row.no,
        outcome=Outcome.SAME if now == revision else outcome,
        subject=str(key),
        revision=now,
        before=before,
    )
