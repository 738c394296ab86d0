"""One function for each command of the sending: load, ask the domain, done."""

from datetime import timedelta

from minqing_kernel.clock import Clock
from notify.application.commands import FinishErrand, SayHowToTell
from notify.application.ports import NotifyWork
from notify.domain.organisation import require_scope


def finish_errand(
    command: FinishErrand, work: NotifyWork, *, clock: Clock, patience: timedelta
) -> None:
    """Write down how an errand went; who was reached has `patience` to answer."""
    errand, actor, now = work.errands.one(command.errand_id), command.actor, clock.now()
    require_scope(actor, work.organisations.line_of(errand.organisation_id))
    asked = errand.finish(
        reached=command.reached, by=f"{actor.role}:{actor.id}", at=now
    )
    if asked is not None:
        work.follow_ups.begin_terms([asked], lapses_at=now + patience)


def say_how_to_tell(command: SayHowToTell, work: NotifyWork, *, clock: Clock) -> None:
    """Keep a petitioner's wish."""
    work.preferences.put(
        command.petition_id, command.preference, by=command.by, at=clock.now()
    )
