"""What rights, guardians and retention need; adapters fulfil it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from registry.application.archive.ports import (
    ArchiveWork,
    Guardians,
    Records,
)
from registry.application.moves.ports import OpenPlans, OpenTenancies, TiesWork
from registry.application.people import ForgottenPeople
from registry.application.premises.ports import PremisesWork
from registry.application.privacy.views import GuardianView, RequestCard
from registry.domain.archive.keeping import Part
from registry.domain.ledgers.item import LedgerItem
from registry.domain.ledgers.publication import Publication
from registry.domain.plans.plan import Plan
from registry.domain.privacy.guardian import Guardianship
from registry.domain.privacy.policy import RetentionRule
from registry.domain.privacy.request import RequestState, RightsRequest
from registry.domain.visits.finding import Finding
from registry.domain.visits.visit import Edition, Visit


class Requests(Protocol):
    """The collection of all requests."""

    def add(self, aggregate: RightsRequest) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> RightsRequest | None:
        """Return a request for change, if it is known."""
        ...

    def get(self, key: UUID) -> RightsRequest:
        """Return a request for change, or raise RequestUnknown."""
        ...

    def asked_by(self, resident_id: UUID) -> Sequence[RightsRequest]:
        """Return what somebody asked for, the oldest first."""
        ...


class AllGuardians(Guardians, Protocol):
    """The collection of all guardians."""

    def add(self, aggregate: Guardianship) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> Guardianship | None:
        """Return a guardian for change, if they are known."""
        ...


class ForgettingRecords(Records, Protocol):
    """The archive's records, as far as they can be forgotten."""

    def parts(self, subject_id: UUID) -> dict[Part, int]:
        """Return what of a file can be read yet, with its newest revision."""
        ...

    def forget(self, subject_id: UUID, part: Part, *, before: int) -> None:
        """Destroy what stood in a part before a revision, for good."""
        ...

    def forget_file_key(self, subject_id: UUID) -> None:
        """Destroy the key of what was written before parts had keys of their own."""
        ...

    def note_empty(self, today: date) -> None:
        """Write down since when nobody lives in which household that has a file."""
        ...

    def empty_since(self, household_id: UUID) -> date | None:
        """Return since when nobody lives in a household; None if somebody does.

        None, too, while an open petition or request of its people keeps the file.
        """
        ...

    def forget_homes(self, resident_id: UUID) -> None:
        """Forget in which households somebody lived, died, left or moved."""
        ...

    def forget_help(self, resident_id: UUID) -> None:
        """Forget what help was found for somebody; a job stays counted."""
        ...

    def is_helped(self, resident_id: UUID) -> bool:
        """Tell whether it stands here what help was found for somebody."""
        ...

    def is_held(self, subject_id: UUID) -> bool:
        """Tell whether an open petition or request keeps a file as it is."""
        ...


class ForgettingVisits(Protocol):
    """The collection of all visits, as far as they can be forgotten."""

    def get(self, key: UUID) -> Visit:
        """Return a visit for change, or raise VisitUnknown."""
        ...

    def editions(self, visit_id: UUID) -> Sequence[Edition]:
        """Return what was said of it before it was corrected, the oldest first."""
        ...

    def forget_editions(self, visit_id: UUID) -> None:
        """Forget the words of what was said of it before it was corrected."""
        ...


class ForgettingFindings(Protocol):
    """The collection of all findings, as far as they can be forgotten."""

    def of_visit(self, visit_id: UUID) -> Sequence[Finding]:
        """Return what a visit found, for change."""
        ...


class ForgettingPlans(OpenPlans, Protocol):
    """The collection of all plans, as far as they can be forgotten."""

    def get(self, key: UUID) -> Plan:
        """Return a plan for change, or raise PlanUnknown."""
        ...

    def forget_editions(self, plan_id: UUID) -> None:
        """Forget what was said in every step: who and when stays."""
        ...


class ForgettingItems(Protocol):
    """The collection of all items of ledgers, as far as they can be forgotten."""

    def get(self, key: UUID) -> LedgerItem:
        """Return an item for change, or raise ItemUnknown."""
        ...

    def about_person(self, resident_id: UUID) -> Sequence[UUID]:
        """Return the items about somebody that still have words."""
        ...

    def papers_of(self, item_id: UUID) -> Sequence[tuple[str, UUID]]:
        """Return the papers that may have words of an item: of which kind, and ids."""
        ...

    def forget_steps(self, item_id: UUID) -> None:
        """Forget what was said in every step; which they were stays."""
        ...


class ForgettingPublications(Protocol):
    """The collection of all publications, as far as they can be forgotten."""

    def of_item(self, item_id: UUID) -> Sequence[Publication]:
        """Return for change all that was ever written of an item for the public."""
        ...


class Paper(Protocol):
    """A meeting's minutes, or a week's list."""

    def forget_item(self, item_id: UUID, *, at: datetime) -> None:
        """Forget what it says of an item."""
        ...

    @property
    def made_on(self) -> date: ...  # noqa: D102
    @property
    def forgotten(self) -> bool: ...  # noqa: D102
    def forget(self, *, at: datetime) -> None:
        """Forget its words."""
        ...


class Papers(Protocol):
    """The collection of all papers of a kind."""

    def get(self, key: UUID) -> Paper:
        """Return a paper for change, or raise NotFound."""
        ...


class PrivacyWork(ArchiveWork, TiesWork, PremisesWork, Protocol):
    """A unit of work that knows requests, guardians and what is forgotten."""

    @property
    def tenancies(self) -> OpenTenancies: ...  # noqa: D102
    @property
    def forgotten(self) -> ForgottenPeople: ...  # noqa: D102
    @property
    def requests(self) -> Requests: ...  # noqa: D102
    @property
    def guardians(self) -> AllGuardians: ...  # noqa: D102
    @property
    def visits(self) -> ForgettingVisits: ...  # noqa: D102
    @property
    def findings(self) -> ForgettingFindings: ...  # noqa: D102
    @property
    def records(self) -> ForgettingRecords: ...  # noqa: D102
    @property
    def plans(self) -> ForgettingPlans: ...  # noqa: D102
    @property
    def ledgers(self) -> ForgettingItems: ...  # noqa: D102
    @property
    def publications(self) -> ForgettingPublications: ...  # noqa: D102
    def papers(self, section: str) -> Papers:
        """Return the collection of all papers that a section of the rules means."""
        ...


class PrivacyReader(Protocol):
    """Questions about requests, guardians and retention that change nothing."""

    def requests(
        self,
        organisation_id: str,
        *,
        state: RequestState | None,
        due_before: date | None,
        after: UUID,
        limit: int,
    ) -> Sequence[RequestCard]:
        """Return the requests about files of a place and below it, by id."""
        ...

    def guardians(self, child_id: UUID) -> Sequence[GuardianView]:
        """Return who is or was a child's guardian."""
        ...

    def due(self, rule: RetentionRule, today: date, after: UUID) -> Sequence[UUID]:
        """Return whose files, or which requests, a rule keeps no longer; some."""
        ...
