"""What intake decides at the door, as documents that are owed."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid5

from minqing_contracts.catalogue import Event
from minqing_contracts.envelope import Envelope
from minqing_contracts.intake import (
    PetitionReferredV1,
    PetitionRefusedV1,
    SupplementRequestedV1,
)
from minqing_kernel.messages import Command
from minqing_kernel.working_time import local_day
from routing.application.documents.door import OweNotice
from routing.domain.documents.door import (
    DoorNotice,
    referral_parts,
    refusal_parts,
    supplement_parts,
)
from routing.domain.documents.layout import DocumentKind

Decided = PetitionRefusedV1 | PetitionReferredV1 | SupplementRequestedV1
NAMESPACE = UUID("0f3c8a51-5a0c-5b57-9d0e-5f1b7c2f9a10")


def _refused(_: Envelope, event: PetitionRefusedV1) -> OweNotice | None:
    parts = refusal_parts(event.reason, event.explanation, event.receipt)
    return _owed(event, DocumentKind.REFUSAL, parts)


def _referred(_: Envelope, event: PetitionReferredV1) -> OweNotice | None:
    parts = referral_parts(event.explanation, event.receipt)
    return _owed(event, DocumentKind.REFUSAL, parts)


def _asked(_: Envelope, event: SupplementRequestedV1) -> OweNotice | None:
    reply_by = local_day(event.answer_by) if event.answer_by else None
    parts = supplement_parts(event.missing, reply_by)
    return _owed(event, DocumentKind.SUPPLEMENT, parts)


def _owed(
    event: Decided, kind: DocumentKind, parts: dict[str, str]
) -> OweNotice | None:
    """Return the document, one for each fact; whom nobody can tell is owed none.

    Where the petition names no organisation, the unit that decided speaks for itself.
    """
    if not event.reachable:
        return None
    name = f"{event.petition_id}\n{kind.value}\n{event.revision}"
    return OweNotice(
        notice=DoorNotice(
            document_id=uuid5(NAMESPACE, name),
            petition_id=event.petition_id,
            receipt=event.receipt,
            kind=kind,
            organisation_id=event.organisation_id or event.decided_by_unit,
            parts=parts,
            accused=tuple(event.accused or ()),
        )
    )


DOOR_COMMANDS: Mapping[type[Event], Callable[[Envelope, Any], Command | None]] = {
    PetitionRefusedV1: _refused,
    PetitionReferredV1: _referred,
    SupplementRequestedV1: _asked,
}
