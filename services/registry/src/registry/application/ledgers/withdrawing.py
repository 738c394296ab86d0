"""Taking from the public what may be public no more, with its trail."""

from dataclasses import replace
from uuid import UUID, uuid5

from registry.application.ledgers.ports import LedgersWork
from registry.domain.ledgers.item import About, LedgerItem, Move
from registry.domain.ledgers.lifecycle import LedgerStep
from registry.domain.ledgers.publication import Publication, WithdrawalReason


def take_back(
    publication: Publication, item: LedgerItem, move: Move, reason: WithdrawalReason
) -> None:
    """Withdraw one publication; its item is on the way again where it was before."""
    publication.withdraw(move.by.id, reason, at=move.at)
    back = replace(
        move,
        step_id=uuid5(publication.publication_id, LedgerStep.WITHDRAW.value),
        step=LedgerStep.WITHDRAW,
        on=max(move.on, item.last_on),
        reason=reason.value,
        note=None,
        solved=False,
        detail={"publication_id": str(publication.publication_id)},
    )
    item.go(back)


def take_back_all(
    about: About,
    work: LedgersWork,
    move: Move,
    reason: WithdrawalReason,
    *,
    only: UUID | None = None,
) -> None:
    """Withdraw whatever the public sees of a matter, or of one item of it."""
    found = work.publications.public_of(about)
    for publication_id, item_id in found:
        if only is None or only == item_id:
            item = work.ledgers.get(item_id)
            take_back(work.publications.get(publication_id), item, move, reason)
