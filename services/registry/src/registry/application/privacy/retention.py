"""What is kept no longer is made unreadable for good; what is left still counts."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from minqing_kernel.clock import Clock
from registry.application.privacy.commands import (
    ForgetFile,
    ForgetHousehold,
    ForgetRequest,
    ForgetVisit,
    NoteEmptyHouseholds,
)
from registry.application.privacy.papers import forget_items_about, is_over, note_gone
from registry.application.privacy.ports import PrivacyReader, PrivacyWork
from registry.application.rules import Rules
from registry.application.searching.handlers import index_resident
from registry.application.visits.handlers import named_in
from registry.domain.errors import HouseholdUnknown
from registry.domain.privacy.forgotten import Forgotten, Ground
from registry.domain.privacy.policy import (
    HELP,
    PARTICULARS,
    REQUESTS,
    VISITS,
    RetentionRule,
    Since,
)
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
    work.forgotten.lock()
    resident = work.residents.get(command.resident_id)
    policy, today = rules.policy_at(clock.now()), civil_day(clock.now())
    due = _over(resident, policy.retention, today)
    if not due or work.records.is_held(command.resident_id):
        return []
    gone = [
        *_forget_parts(command.resident_id, due, work),
        *_forget_help(command.resident_id, due, work),
        *_forget_particulars(resident, due, work, clock),
    ]
    if gone:
        note_gone(command, command.resident_id, gone, work, wall)
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
    decided = request.decided_at
    over = is_over(REQUESTS, decided and civil_day(decided), clock, rules)
    if not over or request.wording is None or request.is_open:
        return []
    request.forget(at=clock.now())
    note_gone(command, request.asked.resident_id, [REQUESTS], work, wall)
    return [REQUESTS]


def note_empty_households(
    command: NoteEmptyHouseholds, work: PrivacyWork, *, clock: Clock
) -> None:
    """Write down since when nobody lives where; years count from the first such look.

    Whoever left by whatever way left no day behind that could be trusted.
    """
    work.records.note_empty(civil_day(clock.now()))


def forget_household(
    command: ForgetHousehold,
    work: PrivacyWork,
    *,
    clock: Clock,
    wall: Clock,
    rules: Rules,
) -> Sequence[str]:
    """Forget what no rule keeps any more of a household in which nobody lives."""
    key, today = command.household_id, civil_day(clock.now())
    if work.households.find(key) is None:
        raise HouseholdUnknown
    since = work.records.empty_since(key)
    due = [
        rule
        for rule in rules.policy_at(clock.now()).retention
        if rule.since is Since.EMPTIED
        and since is not None
        and since <= rule.last_day(today)
    ]
    gone = _forget_parts(key, due, work) if due else []
    if gone:
        note_gone(command, key, gone, work, wall)
    return gone


def forget_visit(
    command: ForgetVisit,
    work: PrivacyWork,
    *,
    clock: Clock,
    wall: Clock,
    rules: Rules,
) -> Sequence[str]:
    """Forget the words of a visit and of its findings; who went to whom stays."""
    visit = work.visits.get(command.visit_id)
    over = is_over(VISITS, civil_day(visit.account.held_at), clock, rules)
    if not over or visit.forgotten:
        return []
    before = [each.account for each in work.visits.editions(command.visit_id)]
    visit.forget(at=clock.now())
    work.visits.forget_editions(command.visit_id)
    for finding in work.findings.of_visit(command.visit_id):
        finding.forget(at=clock.now())
    for each in named_in([visit.account, *before]) or [command.visit_id]:
        note_gone(command, each, [VISITS], work, wall)
    return [VISITS]


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
    subject_id: UUID, due: Sequence[RetentionRule], work: PrivacyWork
) -> list[str]:
    there = work.records.parts(subject_id)
    gone = [part for part in sorted(there) if any(rule.covers(part) for rule in due)]
    for part in gone:
        work.records.forget(subject_id, part, before=there[part] + 1)
    if gone and len(gone) == len(there):
        work.records.forget_file_key(subject_id)
    return [f"{part.section}:{part.secrecy}" for part in gone]


def _forget_help(
    resident_id: UUID, due: Sequence[RetentionRule], work: PrivacyWork
) -> list[str]:
    """Forget what help was found for somebody; a job that was found stays counted."""
    over = any(rule.section == HELP for rule in due)
    if not over or not work.records.is_helped(resident_id):
        return []
    work.records.forget_help(resident_id)
    return [HELP]


def _forget_particulars(
    resident: Resident, due: Sequence[RetentionRule], work: PrivacyWork, clock: Clock
) -> list[str]:
    classes = [rule.sensitivity for rule in due if rule.section == PARTICULARS]
    before, number = resident.revision, resident.profile.particulars.identity_number
    if not classes:
        return []
    resident.forget(min(classes), at=clock.now())
    if resident.revision == before:
        return []
    words: Sequence[str] = ()
    if number is not None:
        gone = Forgotten(
            identity_number=number, ground=Ground.RETENTION, at=clock.now()
        )
        work.forgotten.note(gone)
    if min(classes) <= Sensitivity.PERSONAL:
        work.records.forget_homes(resident.resident_id)
        words = forget_items_about(resident.resident_id, work, clock)
    index_resident(resident, work)
    return [f"{PARTICULARS}:{int(min(classes))}", *words]
