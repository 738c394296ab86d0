"""What is kept no longer is made unreadable for good; what is left still counts."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from minqing_kernel.clock import Clock
from registry.application.privacy.commands import ForgetFile, ForgetRequest
from registry.application.privacy.ports import PrivacyReader, PrivacyWork
from registry.application.privacy.rules import Rules
from registry.application.searching.handlers import index_resident
from registry.domain.access import Access, Purpose
from registry.domain.privacy.policy import (
    PARTICULARS,
    REQUESTS,
    RetentionRule,
    Since,
)
from registry.domain.privacy.request import RequestState
from registry.domain.resident import Resident, ResidentState
from registry.domain.sensitivity import Sensitivity
from registry.domain.values import civil_day

NOWHERE = UUID(int=0)


def forget_file(
    command: ForgetFile, work: PrivacyWork, *, clock: Clock, wall: Clock, rules: Rules
) -> Sequence[str]:
    """Forget what of a closed file no rule keeps any more; return what that was.

    The chained log of looks tells of it. Again: nothing. An open petition or request
    keeps the file.
    """
    resident = work.residents.get(command.resident_id)
    policy, today = rules.policy_at(clock.now()), civil_day(clock.now())
    due = _over(resident, policy.retention, today)
    if not due or work.records.is_held(command.resident_id):
        return []
    gone = [
        *_forget_parts(command.resident_id, due, work),
        *_forget_particulars(resident, due, work, clock),
    ]
    if gone:
        work.access_log.note(
            Access(
                actor=command.actor,
                purpose=Purpose.RETENTION,
                resident_id=command.resident_id,
                fields=gone,
                at=wall.now(),
            )
        )
    return gone


def forget_request(
    command: ForgetRequest,
    work: PrivacyWork,
    *,
    clock: Clock,
    wall: Clock,
    rules: Rules,
) -> Sequence[str]:
    """Forget the words of a request; that it was asked and decided stays."""
    request = work.requests.get(command.request_id)
    today, decided = civil_day(clock.now()), request.decided_at
    over = [
        rule
        for rule in rules.policy_at(clock.now()).retention
        if rule.section == REQUESTS
        and decided is not None
        and civil_day(decided) <= rule.last_day(today)
    ]
    if not over or request.wording is None or request.state is RequestState.RECEIVED:
        return []
    request.forget(at=clock.now())
    work.access_log.note(
        Access(
            actor=command.actor,
            purpose=Purpose.RETENTION,
            resident_id=request.asked.resident_id,
            fields=[REQUESTS],
            at=wall.now(),
        )
    )
    return [REQUESTS]


def due_of(reader: PrivacyReader, rule: RetentionRule, today: date) -> Iterator[UUID]:
    """Yield whose files, or which requests, a rule keeps no longer."""
    after = NOWHERE
    while found := reader.due(rule, today, after):
        yield from found
        after = found[-1]


def _over(
    resident: Resident, rules: Sequence[RetentionRule], today: date
) -> list[RetentionRule]:
    ends = {
        ResidentState.DECEASED: (Since.DEATH, resident.died_on),
        ResidentState.DEPARTED: (Since.DEPARTURE, resident.left_on),
    }
    since, day = ends.get(resident.state, (None, None))
    return [
        rule
        for rule in rules
        if day is not None and rule.since is since and day <= rule.last_day(today)
    ]


def _forget_parts(
    resident_id: UUID, due: Sequence[RetentionRule], work: PrivacyWork
) -> list[str]:
    there = work.records.parts(resident_id)
    gone = [part for part in sorted(there) if any(rule.covers(part) for rule in due)]
    for part in gone:
        work.records.forget(resident_id, part, before=there[part] + 1)
    if gone and len(gone) == len(there):
        work.records.forget_file_key(resident_id)
    return [f"{part.section}:{part.secrecy}" for part in gone]


def _forget_particulars(
    resident: Resident, due: Sequence[RetentionRule], work: PrivacyWork, clock: Clock
) -> list[str]:
    classes = [rule.sensitivity for rule in due if rule.section == PARTICULARS]
    before = resident.revision
    if not classes:
        return []
    resident.forget(min(classes), at=clock.now())
    if resident.revision == before:
        return []
    if min(classes) <= Sensitivity.PERSONAL:
        work.records.forget_homes(resident.resident_id)
    index_resident(resident, work)
    return [f"{PARTICULARS}:{int(min(classes))}"]
