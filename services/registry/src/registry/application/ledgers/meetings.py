"""议账: a meeting is written down once; what it decided on goes a step with it."""

from datetime import date
from uuid import UUID, uuid5

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from registry.application.ledgers.commands import (
    ReadLedgerMeeting,
    ReadPublicMinutes,
    RecordLedgerMeeting,
)
from registry.application.ledgers.hiding import (
    hidden_of,
    must_be_publishable,
    must_tell_nothing,
    sensitive_words,
)
from registry.application.ledgers.looks import note_look
from registry.application.ledgers.ports import LedgersWork
from registry.application.ledgers.reach import (
    must_have_ground,
    must_see_item,
    must_work_at,
    readable_ledger,
)
from registry.application.ledgers.sheet_views import (
    FullMeeting,
    MeetingCard,
    PublicMinutes,
    full_meeting,
    meeting_card,
    public_minutes,
)
from registry.application.rules import Rules
from registry.domain.errors import Taken
from registry.domain.ledgers.errors import ItemUnknown, NotPublishable
from registry.domain.ledgers.item import LedgerItem, Move
from registry.domain.ledgers.lifecycle import LedgerStep
from registry.domain.ledgers.meeting import LedgerMeeting, MeetingAccount
from registry.domain.ledgers.policy import LedgerPolicy
from registry.domain.values import civil_day

WORDS = ("minutes", "decisions")


def record_ledger_meeting(
    command: RecordLedgerMeeting, work: LedgersWork, *, clock: Clock, rules: Rules
) -> MeetingCard:
    """Write a meeting down; the same again changes nothing, anything else is Taken."""
    said, now, actor = command.account, clock.now(), command.actor
    policy, today = rules.ledgers_at(now), civil_day(now)
    kind = readable_ledger(policy, said.ledger, actor)
    must_work_at(actor, work, said.organisation_id)
    known = work.ledger_meetings.find(command.meeting_id)
    if known is not None:
        if known.account != said:
            raise Taken
        return meeting_card(known)
    said.check(policy, today)
    items = _items(actor, said, work, policy, today)
    if said.public_minutes is not None:
        if kind.restricted:
            raise NotPublishable
        hidden = hidden_of([each.account for each in items], work)
        words = sensitive_words(policy, work)
        must_tell_nothing({"public_minutes": said.public_minutes}, hidden, words)
    meeting = LedgerMeeting(
        meeting_id=command.meeting_id,
        account=said,
        recorded_by=actor.id,
        recorded_at=now,
    )
    work.ledger_meetings.add(meeting)
    meeting.hold()
    for item in items:
        item.go(
            Move(
                step_id=uuid5(meeting.meeting_id, str(item.item_id)),
                step=LedgerStep.DISCUSS,
                on=said.held_on,
                at=now,
                by=actor,
                note=said.decisions[item.item_id],
                detail={"meeting_id": str(meeting.meeting_id)},
            )
        )
    return meeting_card(meeting)


def seen_meeting(
    actor: Actor, meeting_id: UUID, work: LedgersWork, policy: LedgerPolicy
) -> LedgerMeeting:
    """Return a meeting of the actor's place, on a ledger that the actor reads."""
    meeting = work.ledger_meetings.get(meeting_id)
    must_work_at(actor, work, meeting.account.organisation_id)
    readable_ledger(policy, meeting.account.ledger, actor)
    return meeting


def read_ledger_meeting(
    command: ReadLedgerMeeting,
    work: LedgersWork,
    *,
    clock: Clock,
    wall: Clock,
    rules: Rules,
) -> FullMeeting:
    """Return a meeting with its words; the look is stored before anybody sees it."""
    must_have_ground(command.purpose)
    now = clock.now()
    policy = rules.ledgers_at(now)
    meeting = seen_meeting(command.actor, command.meeting_id, work, policy)
    keys = sorted(meeting.account.decisions)
    items = [work.ledgers.get(key) for key in keys]
    for item in items:
        must_see_item(command.actor, work, item, policy, civil_day(now))
    accounts = [each.account for each in items]
    note_look(
        command.actor,
        command.purpose,
        meeting.meeting_id,
        accounts,
        work,
        WORDS,
        wall.now(),
    )
    return full_meeting(meeting)


def read_public_minutes(
    command: ReadPublicMinutes, work: LedgersWork, *, clock: Clock, rules: Rules
) -> PublicMinutes:
    """Return what may be posted of a meeting: no sensitive status (C-10).

    Nothing of a matter that stands in a restricted ledger, or accuses, is posted.
    """
    policy = rules.ledgers_at(clock.now())
    meeting = seen_meeting(command.actor, command.meeting_id, work, policy)
    if policy.ledger(meeting.account.ledger).restricted:
        raise NotPublishable
    if meeting.account.public_minutes is not None:
        items = work.ledgers.get_many(sorted(meeting.account.decisions))
        for item in items.values():
            must_be_publishable(item, policy, work)
    return public_minutes(meeting, policy)


def _items(
    actor: Actor,
    said: MeetingAccount,
    work: LedgersWork,
    policy: LedgerPolicy,
    today: date,
) -> list[LedgerItem]:
    """Return the items that a meeting decided on: of its place and its ledger alone."""
    keys = sorted(said.decisions)
    found = work.ledgers.get_many(keys)
    place = (said.organisation_id, said.ledger)
    items = [found[key] for key in keys if key in found]
    here = [e for e in items if (e.account.organisation_id, e.account.ledger) == place]
    if len(here) != len(keys):
        raise Invalid(fields={"decisions": "unknown-ledger-item"})
    try:
        for each in here:
            must_see_item(actor, work, each, policy, today)
    except ItemUnknown:
        raise Invalid(fields={"decisions": "unknown-ledger-item"}) from None
    return here
