"""SELECTs of the follow-ups' room, limited to what the asker may see."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from minqing_chassis.database import Database
from minqing_kernel.messages import Actor
from notify.adapters import tables as house
from notify.adapters.follow_ups import rows, sql
from notify.application.follow_ups.views import (
    CallView,
    RoundView,
    Tally,
    WeeklyRow,
    call_view,
    is_repeatable,
    round_view,
    tally,
)
from notify.application.follow_ups.why import CaseFile
from notify.application.views import Page
from notify.domain.follow_ups.errors import (
    ClosingUnknown,
    RatingUnknown,
    RoundUnknown,
)
from notify.domain.follow_ups.objection import Objection
from notify.domain.follow_ups.rating import Rating
from notify.domain.follow_ups.visit import VisitState
from notify.domain.follow_ups.weekly import Week
from notify.domain.organisation import scope_of


class RoomReader:
    """Answers questions; outside any unit of work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def weekly(
        self, actor: Actor, week: Week, *, limit: int, after: str | None
    ) -> list[WeeklyRow]:
        """Return a week's closed cases, first closed first; `after` is a row's id."""
        petition_id, _, revision = (after or "").partition(":")
        found = self._read(
            actor,
            sql.WEEKLY,
            since=week.since,
            until=week.until,
            limit=limit,
            after=petition_id or None,
            after_revision=int(revision) if revision else None,
        )
        return [_weekly_row(row) for row in found]

    def weekly_tally(self, actor: Actor, week: Week) -> Tally:
        """Count a week's closed cases by what came of calling."""
        found = self._read(actor, sql.WEEK_TALLY, since=week.since, until=week.until)
        return Tally(**found[0])

    def visits(
        self, actor: Actor, page: Page, **chosen: str | UUID | None
    ) -> list[CallView]:
        """Return visits, those due first in front."""
        found = self._read(
            actor, sql.VISITS, after=page.after, limit=page.limit, **chosen
        )
        return [call_view(rows.visit_from(row)) for row in found]

    def rounds(self, actor: Actor, page: Page) -> list[RoundView]:
        """Return draws, the newest first."""
        found = self._read(actor, sql.ROUNDS, after=page.after, limit=page.limit)
        return [round_view(rows.round_from(row)) for row in found]

    def round(self, actor: Actor, round_id: UUID) -> tuple[RoundView, Tally, bool]:
        """Return a draw, what came of it, and whether it can be repeated."""
        found = self._read(actor, sql.ROUND, round_id=round_id)
        if not found:
            raise RoundUnknown(str(round_id))
        made = rows.round_from(found[0])
        visited = self._database.rows(sql.OF_ROUND, round_id=round_id)
        said = [
            (VisitState(each["state"]), each["satisfied"], each["standing"])
            for each in visited
        ]
        names = [each["name"] for each in visited]
        return round_view(made), tally(said), is_repeatable(made, names)

    def objections(
        self, actor: Actor, page: Page, *, state: str | None
    ) -> list[Objection]:
        """Return objections, the longest raised first."""
        found = self._read(
            actor, sql.OBJECTIONS, state=state, after=page.after, limit=page.limit
        )
        return [rows.objection_from(row) for row in found]

    def ratings(
        self, actor: Actor, page: Page, *, state: str | None, case_id: UUID | None
    ) -> list[Rating]:
        """Return ratings, the longest asked first."""
        found = self._read(
            actor,
            sql.RATINGS,
            state=state,
            case_id=case_id,
            after=page.after,
            limit=page.limit,
        )
        return [rows.rating_from(row) for row in found]

    def rating(self, actor: Actor | None, rating_id: UUID) -> Rating:
        """Return one rating, to its holder (None) or to who may see it."""
        if actor is None:
            found = [dict(r) for r in self._database.rows(sql.RATING, id=rating_id)]
        else:
            found = self._read(actor, sql.RATING_IN_SCOPE, id=rating_id)
        if not found:
            raise RatingUnknown(str(rating_id))
        return rows.rating_from(found[0])

    def case_file(self, actor: Actor, petition_id: UUID) -> CaseFile:
        """Return how a case was closed, or raise ClosingUnknown.

        What another unit answered later, and what was said of it, is that unit's.
        """
        closed = self._read(actor, sql.CLOSINGS_OF, petition_id=petition_id)
        if not closed:
            raise ClosingUnknown(str(petition_id))
        asked = self._read(actor, sql.QUESTIONS_OF, petition_id=petition_id)
        called = self._read(actor, sql.VISITS_OF, petition_id=petition_id)
        objected = self._read(actor, sql.OBJECTIONS_OF, petition_id=petition_id)
        return CaseFile(
            closings=[rows.closing_from(row) for row in closed],
            questions=[house.follow_up_from(row) for row in asked],
            visits=[rows.visit_from(row) for row in called],
            objections=[rows.objection_from(row) for row in objected],
        )

    def _read(
        self,
        actor: Actor,
        text: str,
        **values: Any,  # noqa: ANN401
    ) -> list[dict[str, Any]]:
        scope = scope_of(actor)
        found = self._database.rows(text, scope=scope, **values)
        return [dict(row) for row in found]


def _weekly_row(row: Mapping[str, Any]) -> WeeklyRow:
    form = rows.form_from(row["form"] or [])
    names = (
        "petition_id",
        "case_revision",
        "receipt",
        "organisation_id",
        "closed_at",
        "outcome",
        "answered",
        "reopened",
    )
    return WeeklyRow(
        **{name: row[name] for name in names},
        state=row["state"] or VisitState.DUE.value,
        attempts=len(row["attempts"] or []),
        handling=form.handling if form else None,
        basis=form.basis if form else None,
        solved=form.solved if form else None,
        satisfied=form.satisfied if form else None,
        reason=form.reason if form else None,
    )
