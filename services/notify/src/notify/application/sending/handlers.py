"""One function for each command of the sending: load, ask the domain, done."""

from collections.abc import Callable, Collection
from datetime import timedelta

from minqing_kernel.clock import Clock
from notify.application.commands import (
    EditText,
    FinishErrand,
    LearnCategories,
    SayHowToTell,
    Subscribe,
)
from notify.application.ports import NotifyWork
from notify.domain.errors import TextOutrun, TextUnknown
from notify.domain.organisation import require_scope
from notify.domain.sending.subscription import Subscription
from notify.domain.sending.text import TextEdition, check

Known = Callable[[str], Collection[str] | None]
"""What a template may name; None: there is no such template."""


def finish_errand(
    command: FinishErrand, work: NotifyWork, *, clock: Clock, patience: timedelta
) -> None:
    """Write down how an errand went; who was reached has `patience` to answer.

    Who resolved the case is not believed that its petitioner heard of it: from then on
    silence would close it.
    """
    errand, actor, now = work.errands.one(command.errand_id), command.actor, clock.now()
    require_scope(actor, work.organisations.line_of(errand.organisation_id))
    if command.reached and errand.case_revision is not None:
        about = work.follow_ups.find(errand.petition_id, errand.case_revision)
        if about is not None:
            about.refuse_from(work.persons.accounts_of(actor.id))
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


def edit_text(
    command: EditText, work: NotifyWork, *, clock: Clock, known: Known
) -> TextEdition:
    """Keep a new edition of a text, once it says what it must."""
    key, actor = command.key, command.actor
    names = known(key.template)
    if names is None:
        raise TextUnknown(key.template)
    check(key, command.subject, command.body, known=names)
    if work.texts.newest(key) != command.replaces:
        raise TextOutrun(key.template)
    edition = TextEdition(
        key=key,
        edition=command.replaces + 1,
        subject=command.subject,
        body=command.body,
        by=f"{actor.role}:{actor.id}",
        at=clock.now(),
    )
    work.texts.add(edition)
    return edition


def subscribe(command: Subscribe, work: NotifyWork, *, clock: Clock) -> Subscription:
    """Keep who is told where; a new one has a secret of its own from the start."""
    known, actor = work.subscriptions.generation(command.subscription_id), command.actor
    fresh = known == 0 or command.renew
    subscription = Subscription(
        subscription_id=command.subscription_id,
        name=command.name,
        url=command.url,
        steps=command.steps,
        organisation_id=command.organisation_id,
        active=command.active,
        generation=known + fresh,
        changed_by=f"{actor.role}:{actor.id}",
        changed_at=clock.now(),
    )
    work.subscriptions.put(subscription)
    return subscription


def learn_categories(command: LearnCategories, work: NotifyWork) -> None:
    """Keep the copy of what categories are called."""
    work.categories.keep(command.names)
