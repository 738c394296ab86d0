"""What the follow-ups' use cases need, in their own words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from notify.application.ports import NotifyWork
from notify.domain.follow_ups.appraisal import Appraisal, ScoreForm
from notify.domain.follow_ups.closing import Closing
from notify.domain.follow_ups.objection import Objection
from notify.domain.follow_ups.passes import Pass
from notify.domain.follow_ups.rating import Rating
from notify.domain.follow_ups.round import Round
from notify.domain.follow_ups.survey import Survey
from notify.domain.follow_ups.visit import Visit


class Closings(Protocol):
    """All closings; taken in as they are told, never changed."""

    def add(self, closings: Iterable[Closing]) -> None:
        """Take closings in; one that is known already stays as it is."""
        ...

    def latest(self, petition_id: UUID) -> Closing:
        """Return the latest closing of a case, or raise ClosingUnknown."""
        ...

    def between(
        self, first: date, last: date, organisation_id: str | None, *, limit: int
    ) -> Sequence[Closing]:
        """Return the closings of these days that were not outrun since.

        They are those of a unit and all below it, None of all; at most `limit`.
        """
        ...


class Visits(Protocol):
    """All visits."""

    def add(self, visit: Visit) -> None:
        """Take a new visit in."""
        ...

    def get(self, visit_id: UUID) -> Visit:
        """Return a visit, locked, or raise VisitUnknown."""
        ...

    def find(self, visit_id: UUID) -> Visit | None:
        """Return a visit, locked, if there is one."""
        ...

    def units_of(self, visit_ids: Collection[UUID]) -> Mapping[UUID, str | None]:
        """Return whose cases visits were about; holds none of them."""
        ...


class Rounds(Protocol):
    """All draws."""

    def add(self, made: Round) -> None:
        """Take a new draw in; the same one twice is refused (RoundKnown)."""
        ...


class Objections(Protocol):
    """All objections; a case has at most one that is not settled."""

    def add(self, objection: Objection | None) -> None:
        """Take a new one in, if there is one."""
        ...

    def get(self, objection_id: UUID) -> Objection:
        """Return one, locked, or raise ObjectionUnknown."""
        ...

    def standing(self, petition_ids: Collection[UUID]) -> Mapping[UUID, Objection]:
        """Return those that are not settled, by petition, locked."""
        ...

    def neglected(self, *, now: datetime, limit: int) -> Sequence[Objection]:
        """Return those nobody decided in time, the oldest first, locked."""
        ...


class Ratings(Protocol):
    """All ratings of merged petitioners and parties."""

    def add(self, ratings: Iterable[Rating]) -> None:
        """Take ratings in; one that is known already stays as it is."""
        ...

    def ask_followers(self, case_id: UUID) -> None:
        """Ask those who were told, with the lead's petitioner, of a resolution."""
        ...

    def get(self, rating_id: UUID) -> Rating:
        """Return a rating, locked, or raise RatingUnknown."""
        ...


class Passes(Protocol):
    """All rating codes, by their hash."""

    def add(self, issued: Pass) -> None:
        """Take a new one in."""
        ...

    def get(self, code_hash: str) -> Pass:
        """Return the pass of a code, locked, or raise PassRefused."""
        ...


class Surveys(Protocol):
    """All surveys and their answers."""

    def add(self, survey: Survey) -> None:
        """Take a new one in; the same wave twice is refused (SurveyKnown)."""
        ...

    def get(self, survey_id: UUID) -> Survey:
        """Return a survey, locked, or raise SurveyUnknown."""
        ...

    def take(
        self, survey_id: UUID, responses: Mapping[UUID, Mapping[str, bool | None]]
    ) -> None:
        """Take answers in; a form that is known already stays as it is."""
        ...


class Appraisals(Protocol):
    """All appraisals and their forms."""

    def add(self, appraisal: Appraisal) -> None:
        """Take a new one in; the same one twice is refused (AppraisalKnown)."""
        ...

    def get(self, appraisal_id: UUID) -> Appraisal:
        """Return an appraisal, locked, or raise AppraisalUnknown."""
        ...

    def scored(
        self, appraisal_id: UUID, forms: Sequence[ScoreForm]
    ) -> Mapping[UUID, Mapping[str, int]]:
        """Return what those of these forms say that were handed in before."""
        ...

    def take(self, appraisal_id: UUID, forms: Sequence[ScoreForm]) -> None:
        """Take forms in; one that is known already stays as it is."""
        ...


class FollowUpWork(NotifyWork, Protocol):
    """A unit of work with the follow-ups' room open."""

    @property
    def closings(self) -> Closings: ...  # noqa: D102

    @property
    def visits(self) -> Visits: ...  # noqa: D102

    @property
    def rounds(self) -> Rounds: ...  # noqa: D102

    @property
    def objections(self) -> Objections: ...  # noqa: D102

    @property
    def ratings(self) -> Ratings: ...  # noqa: D102

    @property
    def surveys(self) -> Surveys: ...  # noqa: D102

    @property
    def appraisals(self) -> Appraisals: ...  # noqa: D102

    @property
    def passes(self) -> Passes: ...  # noqa: D102
