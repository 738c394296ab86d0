"""Rows that are brought in together, and whether their sender may keep them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from minqing_kernel.errors import DomainError, Invalid
from minqing_kernel.messages import Actor
from registry.application.authority import must_keep
from registry.application.importing.ports import HomeNumber, ImportsWork
from registry.domain.errors import BadIdentity
from registry.domain.identity import checked_identity
from registry.domain.importing.columns import Template
from registry.domain.importing.rows import TableRow
from registry.domain.values import civil_day


@dataclass(frozen=True, kw_only=True, repr=False)
class Chunk:
    """Rows that are brought in together, on account of somebody."""

    rows: Sequence[TableRow]
    template: Template
    actor: Actor
    organisation_id: str | None
    at: datetime

    def organisation_of(self, row: TableRow) -> str:
        """Return whose a row is; raise Invalid if nobody said."""
        said = row.values.get("organisation_id") or self.organisation_id
        if not said:
            raise Invalid(fields={"organisation_id": "required"})
        return str(said)

    def home_of(self, row: TableRow, code: str = "household") -> HomeNumber | None:
        """Return the household that a row names, if it names one."""
        said = row.values.get(code)
        organisation_id = row.values.get("organisation_id") or self.organisation_id
        if not said or not organisation_id:
            return None
        return HomeNumber(str(organisation_id), str(said))

    def homes(self, code: str = "household") -> list[HomeNumber]:
        """Return the households that the rows name."""
        named = (self.home_of(row, code) for row in self.rows)
        return [each for each in named if each is not None]

    def numbers(self, code: str) -> list[str]:
        """Return the identity numbers in the rows that hold together."""
        today = civil_day(self.at)
        found = []
        for row in self.rows:
            try:
                found.append(checked_identity(str(row.values[code]), today=today))
            except (KeyError, BadIdentity):
                continue
        return found


@dataclass(kw_only=True)
class Keeper:
    """Whether somebody may keep files of an organisation, asked once for each."""

    actor: Actor
    work: ImportsWork
    known: dict[str, DomainError | None] = field(default_factory=dict)

    def must_keep(self, organisation_id: str) -> None:
        """Refuse (OutOfReach, Invalid) to write a file that is not theirs to keep."""
        if organisation_id not in self.known:
            self.known[organisation_id] = self._refusal(organisation_id)
        refusal = self.known[organisation_id]
        if refusal is not None:
            raise refusal

    def _refusal(self, organisation_id: str) -> DomainError | None:
        try:
            must_keep(self.actor, self.work.organisations, {organisation_id})
        except DomainError as error:
            return error
        return None
