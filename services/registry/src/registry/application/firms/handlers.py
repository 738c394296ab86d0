"""Firms: said by those who keep the files of a place."""

from typing import Protocol
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from registry.application.authority import must_keep
from registry.application.firms.commands import RecordFirm
from registry.application.premises.ports import PremisesWork
from registry.domain.firms.firm import Firm


class Firms(Protocol):
    """The collection of all firms."""

    def add(self, aggregate: Firm) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> Firm | None:
        """Return a firm for change, if it is known."""
        ...


class FirmsWork(PremisesWork, Protocol):
    """A unit of work that knows firms."""

    @property
    def firms(self) -> Firms: ...  # noqa: D102


def record_firm(command: RecordFirm, work: FirmsWork, *, clock: Clock) -> None:
    """Say what a firm is; one credit code stands in the register once."""
    profile = command.profile
    known = work.firms.find(command.firm_id)
    before = known.profile if known else profile
    keepers = {before.organisation_id, profile.organisation_id}
    must_keep(command.actor, work.organisations, keepers)
    if profile.premises_id and work.premises.find(profile.premises_id) is None:
        raise Invalid(fields={"premises_id": "unknown-premises"})
    if known is None:
        known = Firm(firm_id=command.firm_id, profile=profile)
        work.firms.add(known)
    known.record_as(profile, at=clock.now())
