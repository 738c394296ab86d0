"""What the portal's core needs of the world; the adapters provide it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

from minqing_kernel.bus import UnitOfWork
from minqing_kernel.messages import Cause, Command
from portal.application.views import Claimed, Receipt
from portal.domain.kept import KeptMatter
from portal.domain.links import LinkKind, PersonalLink
from portal.domain.progress import HeardFact


class KeptMatters(Protocol):
    """The matters that the portal keeps."""

    def add(self, aggregate: KeptMatter) -> None:
        """Take a new one in."""
        ...

    def get(self, key: UUID) -> KeptMatter:
        """Return one, locked; raise MatterUnknown."""
        ...


class PersonalLinks(Protocol):
    """The links that desks gave to single persons."""

    def add(self, aggregate: PersonalLink) -> None:
        """Take a new one in."""
        ...

    def get(self, key: UUID) -> PersonalLink:
        """Return one, locked; raise LinkUnknown."""
        ...

    def held_by(self, kind: LinkKind, holder_id: str) -> Sequence[PersonalLink]:
        """Return those that somebody holds and nobody took back, locked."""
        ...


class Heard(Protocol):
    """The journal of facts, and the read model folded from it."""

    def take(self, fact: HeardFact) -> None:
        """Write a fact down once, and fold its matter anew."""
        ...


class PortalWork(UnitOfWork, Protocol):
    """One transaction of the portal."""

    @property
    def kept(self) -> KeptMatters:
        """The matters that wait for intake, or that it has."""
        ...

    @property
    def links(self) -> PersonalLinks:
        """The personal links."""
        ...

    @property
    def heard(self) -> Heard:
        """What the services told."""
        ...


class Away(Exception):
    """The service that owns it does not answer: try again later."""


class Refused(Exception):
    """Who owns it said no: `code` is its stable word, `said` its words for people.

    `fields`: what it said of single fields, by their names there.
    """

    def __init__(
        self,
        code: str,
        *,
        status: int = 422,
        said: str = "",
        fields: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__(code)
        self.fields = fields
        self.code = code
        self.status = status
        self.said = said


class Submits(Protocol):
    """Intake's door, as far as handing matters over goes."""

    def submit(self, body: bytes, key: str, language: str) -> Receipt:
        """Send a matter once for each key; raise Away or Refused."""
        ...


class Claims(Protocol):
    """Decides who carries which matter."""

    def claim(self, matter_id: UUID) -> Claimed | None:
        """Take one for half a minute; None if it is taken, settled or unknown."""
        ...

    def claim_next(self) -> Claimed | None:
        """Take the one that has waited longest and that nobody carries; or None."""
        ...

    def put_back(self, matter_id: UUID) -> None:
        """Let it be taken again after a pause that grows with the attempts."""
        ...


class Seals(Protocol):
    """Keeps what only the portal may read."""

    def seal(self, document: object, about: str) -> str:
        """Return a token that keeps a document about one row."""
        ...

    def open(self, token: str, about: str) -> dict[str, str]:
        """Return the document."""
        ...


class Handles(Protocol):
    """The command bus."""

    def handle(self, command: Command, cause: Cause) -> object:
        """Run one command in a transaction of its own."""
        ...


class Tells(Protocol):
    """A clock."""

    def now(self) -> datetime:
        """Return the present moment."""
        ...
