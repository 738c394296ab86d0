"""晒账: written by one, approved by another, withdrawn at once; one view of it."""

from uuid import UUID, uuid5

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.identity import new_id
from registry.application.ledgers.agreeing import agreed
from registry.application.ledgers.commands import (
    DecidePublication,
    ReadPublication,
    WithdrawPublication,
    WritePublication,
)
from registry.application.ledgers.hiding import (
    hidden_of,
    must_be_publishable,
    must_tell_nothing,
    sensitive_words,
)
from registry.application.ledgers.ports import LedgersWork
from registry.application.ledgers.reach import held_item, must_see_item
from registry.application.ledgers.views import FullPublication, publication_view
from registry.application.ledgers.withdrawing import take_back
from registry.application.persons import decider
from registry.application.rules import Rules
from registry.domain.ledgers.disclosure import named, tells_of_hardship
from registry.domain.ledgers.errors import (
    ItemChanged,
    NotPublishable,
    PublicationUnknown,
)
from registry.domain.ledgers.item import LedgerItem, Move
from registry.domain.ledgers.lifecycle import LedgerStep
from registry.domain.ledgers.policy import LedgerPolicy
from registry.domain.ledgers.publication import (
    Notice,
    Publication,
    PublicationState,
    PublicWords,
)
from registry.domain.values import civil_day


def write_publication(
    command: WritePublication, work: LedgersWork, *, clock: Clock, rules: Rules
) -> FullPublication:
    """Write a draft, or write it anew; the same again changes nothing.

    Raises TellsTooMuch, NotPublishable, PublicationNotYours, OwnPublication.
    """
    now, item = clock.now(), held_item(work, command.item_id)
    policy = rules.ledgers_at(now)
    must_see_item(command.actor, work, item, policy, civil_day(now))
    if item.restricted or policy.ledger(item.account.ledger).restricted:
        raise NotPublishable
    words, personal = agreed(item, command.words, work, civil_day(now))
    hidden = hidden_of([item.account], work)
    must_tell_nothing(_texts(words), hidden, sensitive_words(policy, work))
    known = work.publications.find(command.publication_id)
    if known is None:
        known = Publication(
            publication_id=command.publication_id,
            item_id=item.item_id,
            organisation_id=item.account.organisation_id,
            author=command.actor.id,
            drafted_at=now,
            words=words,
            personal=personal,
        )
        work.publications.add(known)
    elif known.item_id != item.item_id:
        raise PublicationUnknown
    known.write(words, command.actor.id, personal=personal, at=now)
    return publication_view(known)


def read_publication(
    command: ReadPublication, work: LedgersWork, *, clock: Clock, rules: Rules
) -> FullPublication:
    """Return a publication of an item that the actor sees."""
    now = clock.now()
    item, publication = _held(command.publication_id, work)
    policy = rules.ledgers_at(now)
    must_see_item(command.actor, work, item, policy, civil_day(now))
    return publication_view(publication)


def decide_publication(
    command: DecidePublication, work: LedgersWork, *, clock: Clock, rules: Rules
) -> FullPublication:
    """Approve a draft, looked through once more, or send it back.

    Raises OwnPublication, TellsTooMuch, NotPublishable, ItemChanged.
    """
    now = clock.now()
    policy, today = rules.ledgers_at(now), civil_day(now)
    item, publication = _held(command.publication_id, work)
    must_see_item(command.actor, work, item, policy, today)
    if _is_done(command, publication):
        return publication_view(publication)
    if publication.revision != command.seen:
        raise ItemChanged
    by = decider(command.actor, work)
    if not command.approve:
        publication.reject(by, command.reason, at=now)
        return publication_view(publication)
    must_be_publishable(item, policy, work)
    words = publication.words
    _, personal = agreed(item, words, work, today)
    notice = notice_of(item, words, policy, work)
    publication.approve(notice, by, personal=personal, public_id=new_id(), at=now)
    item.go(
        Move(
            step_id=uuid5(publication.publication_id, LedgerStep.PUBLISH.value),
            step=LedgerStep.PUBLISH,
            on=max(today, item.last_on),
            at=now,
            by=command.actor,
            detail={"publication_id": str(publication.publication_id)},
        )
    )
    return publication_view(publication)


def withdraw_publication(
    command: WithdrawPublication, work: LedgersWork, *, clock: Clock, rules: Rules
) -> FullPublication:
    """Take it from the public at once; withdrawing it again changes nothing."""
    now = clock.now()
    policy, today = rules.ledgers_at(now), civil_day(now)
    item, publication = _held(command.publication_id, work)
    must_see_item(command.actor, work, item, policy, today)
    if publication.state is not PublicationState.WITHDRAWN:
        move = Move(
            step_id=publication.publication_id,
            step=LedgerStep.WITHDRAW,
            on=today,
            at=now,
            by=command.actor,
        )
        take_back(publication, item, move, command.reason)
    return publication_view(publication)


def notice_of(
    item: LedgerItem, words: PublicWords, policy: LedgerPolicy, work: LedgersWork
) -> Notice:
    """Return the one view of an item that the public may have.

    Nothing in it comes from what the item says of people: its category and names of
    organisations are the house's, the rest was written for the public, and all of it is
    looked through against the people whom the item concerns.
    """
    said = item.account
    if said.unit is None:
        raise Invalid(fields={"unit": "required"})
    notice = Notice(
        category=policy.category(said.category).title,
        place=work.ledgers.name_of(said.organisation_id),
        unit=work.ledgers.name_of(said.unit),
        done=words.done,
        result=words.result,
        entered_on=item.entered_on,
        finished_on=item.exited_on,
    )
    hidden, refused = hidden_of([said], work), sensitive_words(policy, work)
    must_tell_nothing(_texts(words), hidden, refused)
    for text in notice.texts.values():
        if named(text, hidden) or tells_of_hardship(text, refused):
            raise NotPublishable
    return notice


def _is_done(command: DecidePublication, publication: Publication) -> bool:
    """Tell whether just this was decided already, by the same person."""
    wanted = (
        PublicationState.PUBLISHED if command.approve else PublicationState.REJECTED
    )
    by = publication.approver
    return publication.state is wanted and by == command.actor.id


def _held(publication_id: UUID, work: LedgersWork) -> tuple[LedgerItem, Publication]:
    """Return a publication with its item, each for change: the item first, always."""
    item_id = work.publications.item_of(publication_id)
    if item_id is None:
        raise PublicationUnknown
    item = held_item(work, item_id)
    return item, work.publications.get(publication_id)


def _texts(words: PublicWords) -> dict[str, str]:
    return {"done": words.done, "result": words.result}
