"""Full looks at ledgers: written down before anybody sees anything."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Actor
from registry.application.ledgers.commands import ReadItem
from registry.application.ledgers.ports import LedgersWork
from registry.application.ledgers.reach import (
    held_item,
    must_have_ground,
    must_see_item,
)
from registry.application.ledgers.views import FullItem, item_card, step_view
from registry.application.rules import Rules
from registry.domain.access import Access, Purpose
from registry.domain.ledgers.item import ItemAccount
from registry.domain.ledgers.policy import AboutKind
from registry.domain.values import civil_day

ITEM_WORDS = ("ledger.question", "ledger.result", "ledger.note")


def read_item(
    command: ReadItem, work: LedgersWork, *, clock: Clock, wall: Clock, rules: Rules
) -> FullItem:
    """Return an item with its words and its way; the look is stored first."""
    must_have_ground(command.purpose)
    now, item = clock.now(), held_item(work, command.item_id)
    must_see_item(command.actor, work, item, rules.ledgers_at(now), civil_day(now))
    note_look(
        command.actor,
        command.purpose,
        item.item_id,
        [item.account],
        work,
        ITEM_WORDS,
        wall.now(),
    )
    steps = [step_view(each) for each in work.ledgers.way(item.item_id)]
    return FullItem(item=item_card(item, whole=True), steps=steps)


def note_look(
    actor: Actor,
    purpose: Purpose,
    looked_at: UUID,
    accounts: Iterable[ItemAccount],
    work: LedgersWork,
    words: Sequence[str],
    at: datetime,
) -> None:
    """Write a look down for everybody whom items concern, else for what was seen."""
    for subject_id in whom(accounts, work) or [looked_at]:
        work.access_log.note(
            Access(
                actor=actor,
                purpose=purpose,
                resident_id=subject_id,
                fields=tuple(words),
                at=at,
            )
        )


def whom(accounts: Iterable[ItemAccount], work: LedgersWork) -> Sequence[UUID]:
    """Return the residents and homes that items concern, each once."""
    return sorted({key for each in accounts for key in _concerned(each, work)})


def _concerned(said: ItemAccount, work: LedgersWork) -> Iterable[UUID]:
    for key in (said.about.key(AboutKind.RESIDENT), said.home_id):
        if key is not None:
            yield key
    petition_id = said.about.key(AboutKind.PETITION)
    if petition_id is not None:
        yield from work.petitions.residents_of(petition_id)
