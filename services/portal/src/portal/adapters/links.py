"""The personal links in their table: written by commands, read by pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.database import Database
from minqing_chassis.repository import Repository
from minqing_chassis.sealing import SealBroken, Sealer
from minqing_chassis.unit_of_work import SqlWork
from portal.adapters.tables import PERSONAL_LINKS
from portal.domain.errors import LinkUnknown
from portal.domain.links import LinkKind, LinkState, PersonalLink

HELD: Final = """
select * from personal_links
where kind = :kind and holder_id = :holder_id and state = 'issued'
order by link_id for update
"""
BY_PRINT: Final = "select * from personal_links where token_print = :token_print"
BY_ID: Final = "select * from personal_links where link_id = :link_id"
LISTED: Final = """
select * from personal_links
where (organisation_id = any(:units) or desk_id = any(:units))
  and (state = 'issued' or revoked_at > now() - interval '90 days')
order by state, issued_at desc, link_id limit 200
"""
COUNTED: Final = """
select count(*) as n from personal_links
where holder_id = :holder_id and state = 'issued' and expires_at > :at
"""
FORGET: Final = """
delete from personal_links
where coalesce(revoked_at, expires_at) < now() - interval '1 year'
"""


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Who holds a link: the name, how to reach them, and what it is for, by id.

    A captain has buildings, an informer enterprises.
    """

    name: str
    telephone: str
    buildings: Mapping[str, str] = field(default_factory=dict)
    enterprises: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """Return what it is for, by name."""
        return [*self.buildings.values(), *self.enterprises.values()]


@dataclass(frozen=True, kw_only=True)
class HeldLink:
    """A link and its holder, as pages need them."""

    link: PersonalLink
    holder: Holder


class SqlPersonalLinks(Repository[PersonalLink]):
    """The personal links of one unit of work."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            PERSONAL_LINKS,
            to_row=_to_row,
            from_row=_from_row,
            missing=LinkUnknown,
        )

    def held_by(self, kind: LinkKind, holder_id: str) -> Sequence[PersonalLink]:
        """Return those that somebody holds and nobody took back, locked."""
        rows = self._work.read(HELD, kind=kind.value, holder_id=holder_id)
        return [self.adopt(row) for row in rows]


class LinkReader:
    """Reads links for their own page and for the desk."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    def print_of(self, token: str) -> str:
        """Return the fingerprint under which a token is kept."""
        return self._sealer.blind_index(token, "portal.link")

    def seal(self, link_id: UUID, holder: Holder) -> str:
        """Return what is kept of a holder.

        A captain's says nothing of enterprises: an older version beside this one, or
        after it, knows of none.
        """
        held: dict[str, Any] = {"buildings": dict(holder.buildings)}
        if holder.enterprises:
            held["enterprises"] = dict(holder.enterprises)
        who = {"name": holder.name, "telephone": holder.telephone}
        return self._sealer.seal({**who, **held}, str(link_id))

    def by_token(self, token: str, at: datetime) -> HeldLink | None:
        """Return the link that a token opens now; None for any other."""
        rows = self._database.rows(BY_PRINT, token_print=self.print_of(token))
        return self._open(rows, at)

    def by_id(self, link_id: UUID, at: datetime) -> HeldLink | None:
        """Return a link that was opened before, if it still opens."""
        return self._open(self._database.rows(BY_ID, link_id=link_id), at)

    def listed(self, units: frozenset[str]) -> list[HeldLink]:
        """Return the links of some units; those taken back for a season more."""
        rows = self._database.rows(LISTED, units=sorted(units))
        return [found for row in rows if (found := self._held(row))]

    def open_of(self, holder_id: str, at: datetime) -> int:
        """Return how many links somebody holds that open now."""
        rows = self._database.rows(COUNTED, holder_id=holder_id, at=at)
        return int(rows[0]["n"])

    def sweep(self) -> None:
        """Throw away links that ended a year ago."""
        self._database.rows(FORGET)

    def _open(self, rows: Sequence[RowMapping], at: datetime) -> HeldLink | None:
        found = self._held(rows[0]) if rows else None
        return found if found and found.link.opens(at) else None

    def _held(self, row: RowMapping) -> HeldLink | None:
        try:
            told = self._sealer.open(row["sealed"], str(row["link_id"]))
        except SealBroken:  # its key was taken out of use
            return None
        return HeldLink(link=_from_row(dict(row)), holder=Holder(**told))


def _to_row(link: PersonalLink) -> dict[str, Any]:
    return {name: getattr(link, name) for name in PERSONAL_LINKS.columns.keys()}  # noqa: SIM118


def _from_row(row: Mapping[str, Any]) -> PersonalLink:
    known = {name: row[name] for name in PERSONAL_LINKS.columns.keys()}  # noqa: SIM118
    kinds = {"kind": LinkKind(row["kind"]), "state": LinkState(row["state"])}
    return PersonalLink(**{**known, **kinds})
