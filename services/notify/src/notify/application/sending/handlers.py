"""One function for each command of the sending: load, ask the domain, done."""

from collections.abc import Callable, Collection
from datetime import timedelta

from minqing_kernel.clock import Clock
from notify.application.commands import (
    DecideText,
    FinishErrand,
    LearnCategories,
    ProposeText,
    SayHowToTell,
    Subscribe,
)
from notify.application.ports import NotifyWork
from notify.domain.errors import DraftTaken, TextOutrun, TextUnknown
from notify.domain.organisation import require_scope
from notify.domain.sending.subscription import Subscription
from notify.domain.sending.text import check_all
from notify.domain.sending.text_draft import TextDraft

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


def propose_text(
    command: ProposeText, work: NotifyWork, *, clock: Clock, known: Known
) -> TextDraft:
    """Keep a draft, once it says what it must, of the edition that holds."""
    names, actor = known(command.template), command.actor
    if names is None:
        raise TextUnknown(command.template)
    texts = {each: (w.subject, w.body) for each, w in command.wordings.items()}
    check_all(command.template, command.means, texts, known=names)
    draft = TextDraft(
        draft_id=command.draft_id,
        template=command.template,
        means=command.means,
        wordings=command.wordings,
        valid_from=command.valid_from,
        note=command.note,
        author=f"{actor.role}:{actor.id}",
        written_at=clock.now(),
    )
    before = work.text_drafts.find(command.draft_id)
    if before is not None:
        if not before.says_the_same(draft):
            raise DraftTaken(str(command.draft_id))
        return before
    _require_newest(draft, work)
    work.text_drafts.add(draft)
    return draft


def decide_text(command: DecideText, work: NotifyWork, *, clock: Clock) -> TextDraft:
    """Let a draft out, as editions of its text, or turn it away."""
    draft, actor = work.text_drafts.one(command.draft_id), command.actor
    accounts = work.persons.accounts_of(actor.id)
    editions = draft.decide(
        command.step, actor, accounts, reason=command.reason, at=clock.now()
    )
    if editions:
        _require_newest(draft, work)
    for edition in editions:
        work.texts.add(edition)
    return draft


def _require_newest(draft: TextDraft, work: NotifyWork) -> None:
    """Raise TextOutrun where a text has a newer edition than its author read."""
    for language, wording in draft.wordings.items():
        if work.texts.newest(draft.key(language)) != wording.replaces:
            raise TextOutrun(draft.template)


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
