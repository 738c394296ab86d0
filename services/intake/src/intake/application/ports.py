"""What intake's core needs of the world; the adapters provide it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from intake.application.channel_ports import ChannelWork
from intake.application.commands import OnceKey
from intake.application.mark_ports import Marks
from intake.application.merge_ports import Merges
from intake.application.sign_ports import Signs
from intake.application.split_ports import Splits
from intake.application.views import PetitionView, Submitted
from intake.domain.category import Category
from intake.domain.change import Change
from intake.domain.contacts import ContactEntry
from intake.domain.organisation import Organisation, OrganisationTree
from intake.domain.petition import Petition
from intake.domain.progress import CaseFact
from minqing_kernel.bus import UnitOfWork
from minqing_kernel.messages import Actor


class Petitions(Protocol):
    """The petitions of this agency."""

    def add(self, aggregate: Petition, /) -> None:
        """Take a new petition in; at commit AlreadyImported for a known record."""
        ...

    def get(self, key: UUID, /) -> Petition:
        """Return one petition, locked; raise UnknownPetition."""
        ...

    def get_many(self, keys: Iterable[UUID], /) -> Mapping[UUID, Petition]:
        """Return those of many petitions that exist, locked."""
        ...


class Changes(Protocol):
    """What was settled anew, only ever added to."""

    def note(self, change: Change) -> None:
        """Keep one field's change."""
        ...


class ContactEntries(Protocol):
    """Later contacts about petitions, only ever added to."""

    def add(self, entry: ContactEntry) -> None:
        """Keep one contact."""
        ...


class CaseFacts(Protocol):
    """What became of petitions after the door."""

    def note(self, petition_id: UUID, fact: CaseFact) -> None:
        """Join one fact to what is known; never reads, never refuses."""
        ...


class Followers(Protocol):
    """Who hears where petitions stand."""

    def follow(self, petition_id: UUID) -> None:
        """Tell where a petition stands, now and after each change."""
        ...


class OrganisationCopies(Protocol):
    """Intake's own copy of the organisations."""

    def note(self, organisation: Organisation) -> None:
        """Keep it unless a later telling is known; never reads, never refuses."""
        ...


class Categories(Protocol):
    """The list of categories."""

    def put(self, category: Category, *, by: Actor, at: datetime) -> None:
        """Add a category or replace the one of that code; a change leaves a row."""
        ...


class OnceKeys(Protocol):
    """Idempotency keys, each with the answer that was given."""

    def claim(self, once: OnceKey, answer: Submitted, at: datetime) -> None:
        """Take a key; at commit KeyTaken if another submission has it."""
        ...

    def forget_before(self, at: datetime) -> None:
        """Let go of keys taken before that moment of the real clock."""
        ...


class WrongCodes(Protocol):
    """How often wrong tracking codes were tried."""

    def count(self, receipt: str, at: datetime, until: datetime) -> None:
        """Count one more try; all tries of one window are forgotten at its end.

        `until` is the end of the window that this try opens if none is open.
        """
        ...

    def forget_ended(self, at: datetime) -> None:
        """Let go of windows that ended before that moment."""
        ...


class IntakeWork(UnitOfWork, ChannelWork, Protocol):
    """One transaction of intake."""

    @property
    def petitions(self) -> Petitions:
        """The petitions."""
        ...

    @property
    def case_facts(self) -> CaseFacts:
        """What became of them."""
        ...

    @property
    def followers(self) -> Followers:
        """Who hears where they stand."""
        ...

    @property
    def organisations(self) -> OrganisationCopies:
        """Who is there to answer."""
        ...

    @property
    def categories(self) -> Categories:
        """What petitions may be about."""
        ...

    @property
    def once_keys(self) -> OnceKeys:
        """What was submitted already."""
        ...

    @property
    def changes(self) -> Changes:
        """What was settled anew."""
        ...

    @property
    def contact_entries(self) -> ContactEntries:
        """Who came again."""
        ...

    @property
    def wrong_codes(self) -> WrongCodes:
        """Who guesses."""
        ...

    @property
    def merges(self) -> Merges:
        """Which of them is answered by another."""
        ...

    @property
    def splits(self) -> Splits:
        """Which of them came together."""
        ...

    @property
    def marks(self) -> Marks:
        """What they are compared by with those of neighbours."""
        ...

    @property
    def signs(self) -> Signs:
        """What earlier petitions are found by."""
        ...


class Reference(Protocol):
    """Slow data, kept in memory: asking costs no round trip."""

    def category(self, code: str, on: date) -> Category | None:
        """Return the category if petitions may carry it on that day."""
        ...

    def tree(self) -> OrganisationTree:
        """Return the organisations."""
        ...

    def organisation(self, organisation_id: str) -> Organisation | None:
        """Return one organisation; looks again when it is not known yet."""
        ...


class Numbers(Protocol):
    """Running numbers, each handed out once in this agency."""

    def next(self) -> int:
        """Return a number nobody had before."""
        ...


class Seals(Protocol):
    """Sealing of personal data; `about` binds a token to its row."""

    def seal(self, document: Any, about: str) -> str:  # noqa: ANN401
        """Return a token that only this agency's keys open."""
        ...

    def open(self, token: str, about: str) -> Any:  # noqa: ANN401
        """Return what was sealed; raise if the token is not of that row."""
        ...

    def blind_index(self, value: str, purpose: str, /) -> str:
        """Return hexadecimal digits, equal for equal values of one purpose."""
        ...


class Submissions(Protocol):
    """Reads the answers that were given."""

    def answered(
        self, scope: str, keys: Sequence[str]
    ) -> Mapping[str, tuple[str, Submitted]]:
        """Return, by key, the fingerprint and the answer of each that is known."""
        ...


class Tracked(Protocol):
    """Reads one petition for whoever holds its number."""

    def wrong_tries(self, receipt: str, at: datetime) -> int:
        """Return how many wrong codes were tried in the window open at a moment."""
        ...

    def petition(self, receipt: str) -> PetitionView | None:
        """Return a petition with what became of it."""
        ...

    def petitions(self, receipts: Sequence[str]) -> Mapping[str, PetitionView]:
        """Return, by number, those of many petitions that there are."""
        ...


class ContactRecords(Protocol):
    """Reads sealed contacts, and writes down who did and what for."""

    def read(
        self, petition_ids: Sequence[UUID], *, actor: Actor, purpose: str
    ) -> Mapping[UUID, str]:
        """Return the sealed contact of each petition that has one."""
        ...

    def visitor(self, reception_id: UUID, *, actor: Actor, purpose: str) -> str | None:
        """Return the sealed contact of who arrived, if they told any."""
        ...
