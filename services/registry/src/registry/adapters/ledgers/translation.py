"""What became of ledgers: lines in the timeline, of no content."""

from minqing_chassis.unit_of_work import Tell, Told
from registry.domain.ledgers.events import (
    ItemStepped,
    LedgerMeetingHeld,
    LedgerWordsForgotten,
    PublicationStepped,
    SheetFrozen,
)


def _item(fact: ItemStepped) -> Told:
    return Told(
        subject=f"ledger-item:{fact.item_id}",
        revision=fact.revision,
        step=f"ledger-{fact.step}",
        at=fact.at,
        detail={"on": fact.on.isoformat()},
    )


def _publication(fact: PublicationStepped) -> Told:
    return Told(
        subject=f"publication:{fact.publication_id}",
        revision=fact.revision,
        step=f"publication-{fact.step}",
        at=fact.at,
        detail={"reason": fact.reason} if fact.reason else {},
    )


def _meeting(fact: LedgerMeetingHeld) -> Told:
    return Told(
        subject=f"ledger-meeting:{fact.meeting_id}",
        revision=fact.revision,
        step="ledger-meeting-held",
        at=fact.at,
        detail={"decisions": fact.decisions},
    )


def _sheet(fact: SheetFrozen) -> Told:
    return Told(
        subject=f"ledger-sheet:{fact.sheet_id}",
        revision=fact.revision,
        step=f"ledger-{fact.kind}-made",
        at=fact.at,
        detail={"rows": fact.rows},
    )


def _forgotten(fact: LedgerWordsForgotten) -> Told:
    return Told(
        subject=fact.subject,
        revision=fact.revision,
        step="ledger-words-forgotten",
        at=fact.at,
    )


TELL_OF_LEDGERS: Tell = {
    ItemStepped: _item,
    PublicationStepped: _publication,
    LedgerMeetingHeld: _meeting,
    SheetFrozen: _sheet,
    LedgerWordsForgotten: _forgotten,
}
