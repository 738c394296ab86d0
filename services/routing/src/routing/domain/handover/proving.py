"""What the owner before signs of a tenure, so that nobody else can claim the matter."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from routing.domain.handover.terms import Tenure
from routing.domain.handover.words import Word
from routing.domain.timeline.canonical import canonical
from routing.domain.timeline.chain import IsSigned


def to_prove(matter_id: UUID, epoch: int, tenure: Tenure) -> bytes:
    """Return the one form of: from this moment that agency owns the matter."""
    return canonical(
        {
            "matter_id": str(matter_id),
            "epoch": epoch,
            "owner": tenure.owner,
            "handover_id": str(tenure.handover_id),
            "since": tenure.since.astimezone(UTC).isoformat(),
        }
    )


def proven(word: Word, sign: Callable[[bytes], str]) -> Word:
    """Return the word with the speaker's proof of the tenure that it gave, or began."""
    begun = word.history[0] if word.history else None
    if begun is not None and begun.owner == word.sender and not begun.proof:
        told = to_prove(word.matter_id, 1, begun)
        begun = replace(begun, proof=sign(told))
        word = replace(word, history=(begun, *word.history[1:]))
    if len(word.history) < 2:
        return word
    giver, last = word.history[-2:]
    if last.proof or giver.owner != word.sender:
        return word
    told = to_prove(word.matter_id, len(word.history), last)
    return replace(word, history=(*word.history[:-1], replace(last, proof=sign(told))))


def first_unproven(word: Word, is_signed: IsSigned) -> int | None:
    """Return the first epoch that its owner before did not sign; None: all are."""
    return next(_unproven(word, is_signed), None)


def is_hearsay(word: Word, is_signed: IsSigned, said_at: datetime) -> bool:
    """Tell whether a matter is said to have begun at one who never signed that.

    Who gave it on signed so, and who began it may say so itself. It signs that by its
    key of today: an older one than the matter, or the one of when this was said.
    """
    if len(word.history) != 1 or word.history[0].owner == word.sender:
        return False
    begun = word.history[0]
    told = to_prove(word.matter_id, 1, begun)
    return not any(
        is_signed(begun.owner, told, begun.proof, day) for day in (begun.since, said_at)
    )


def _unproven(word: Word, is_signed: IsSigned) -> Iterator[int]:
    for epoch, tenure in enumerate(word.history[1:], start=2):
        giver = word.history[epoch - 2].owner
        told = to_prove(word.matter_id, epoch, tenure)
        if not is_signed(giver, told, tenure.proof, tenure.since):
            yield epoch
