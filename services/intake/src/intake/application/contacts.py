"""Opening sealed contacts, for a purpose that is written down first."""

from collections.abc import Sequence
from uuid import UUID

from intake.application.ports import ContactRecords, Seals
from intake.domain.access import Purpose
from intake.domain.contact import Contact
from minqing_kernel.messages import Actor


class ContactDesk:
    """The only place where a contact is opened whole."""

    def __init__(self, records: ContactRecords, seals: Seals) -> None:
        self._records = records
        self._seals = seals

    def read(
        self, petition_ids: Sequence[UUID], *, actor: Actor, purpose: Purpose
    ) -> dict[UUID, Contact]:
        """Return the contacts of those petitions that exist and have one.

        Every reading leaves a row (PIPL 51, 54) in the same transaction.
        """
        sealed = self._records.read(petition_ids, actor=actor, purpose=purpose)
        return {each: self.open(each, token) for each, token in sealed.items()}

    def visitor(
        self, reception_id: UUID, *, actor: Actor, purpose: Purpose
    ) -> Contact | None:
        """Return who arrived, if they told; the reading leaves a row like any other."""
        told = self._records.visitor(reception_id, actor=actor, purpose=purpose)
        return self.open(reception_id, told) if told else None

    def open(self, owner_id: UUID, token: str) -> Contact:
        """Open one token of a petition or an arrival; to be shown masked, no more."""
        return Contact(**self._seals.open(token, str(owner_id)))
