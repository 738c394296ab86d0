"""What waits for a decision: more time, returns, reviews, and who is not satisfied."""

from collections.abc import Callable
from typing import Any, Final

from flask import Response, abort
from marshmallow import Schema, fields

from portal.adapters.lead_doors import ABOVE
from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.clocks import left
from portal.domain.numbers import read_number
from portal.domain.staff import DECIDING, LEADING, STAFF
from portal.entrypoints.web.desk.looks import (
    Row,
    asker,
    rows_of,
    titles_of,
    told_or_none,
    unit_names,
)
from portal.entrypoints.web.desk.queue import Rows, drafts, longer, returned, unhappy
from portal.entrypoints.web.desk.schemas import (
    LONGEST_WORDS,
    NoForm,
    StaffForm,
    needed,
    one_of,
)
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded
from portal.entrypoints.web.soon import soon

DECIDE: Final = "/desk/decisions"
REVIEW: Final = "/desk/reviews/<number>"
ROWS: Final = 25
OUTCOMES: Final = ("upheld", "changed", "anew")
STATES: Final = (
    *("answered", "reviewing", "reviewed", "anew", "rechecking", "hearing"),
    "final",
)
STAGES: Final = ("review", "recheck")


class OpinionForm(StaffForm):
    """What the review came to, and why."""

    outcome = one_of(OUTCOMES, "fault.outcome.empty")
    opinion = needed("opinion", 20_000)


class AskForm(StaffForm):
    """When the written answer came, and what is held against it."""

    answer_received_on = fields.Date(
        required=True,
        error_messages={"required": "fault.received", "invalid": "fault.received"},
    )
    reason = needed("why", LONGEST_WORDS)


class TurnForm(StaffForm):
    """What was brought again."""

    reason = needed("why", LONGEST_WORDS)


ACTS: Final[dict[str, type[Schema]]] = {
    "ask": AskForm,
    ABOVE: AskForm,
    "answer": OpinionForm,
    "open-hearing": NoForm,
    "close-hearing": NoForm,
    "turn-away": TurnForm,
}
"""By routing's own word (but for `ABOVE`), which stands in the page's address too."""


class DecisionPages:
    """The queue, and the page of a review."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=DECIDE, view=self.show, name="decisions", roles=DECIDING),
            Page(path=REVIEW, view=self.show_review, name="review-case", roles=STAFF),
            Page(
                path=f"{REVIEW}/<act>",
                view=self.act,
                name="review-act",
                method="POST",
                roles=STAFF,
            ),
        ]

    def show(self) -> Response:
        """Show every queue; one that cannot be told leaves the others standing."""
        desk, leads = self._parts.desk, staff().role in LEADING
        queues = (
            soon(lambda: self._some(longer) if leads else []),
            soon(lambda: self._some(returned)),
            soon(lambda: told_or_none(lambda: desk.decisions.owed_reviews(asker()))),
            soon(lambda: self._some(unhappy) if leads else []),
            soon(lambda: self._some(drafts) if leads else []),
        )
        more_time, back, reviews, objections, written = (queue() for queue in queues)
        of_cases = soon(lambda: self._titles(more_time, back))
        titles = self._titles(reviews, objections)
        now = self._parts.clock.now()
        return draw(
            "desk/decisions.html",
            longer=self._rows(more_time, of_cases()),
            returned=self._rows(back, of_cases()),
            reviews=[(each, left(each["due_at"], now)) for each in reviews]
            if reviews is not None
            else None,
            unhappy=objections,
            drafts=written,
            titles=titles,
            units=unit_names(self._parts),
            leads=leads,
        )

    def show_review(self, number: str) -> Response:
        """Show where the review of a case stands, and what may be done."""
        return self._review(read_number(number))

    def act(self, number: str, act: str) -> Response:
        """Do one thing; routing decides who may."""
        plain, wanted = read_number(number), ACTS.get(act)
        if wanted is None:
            abort(404)
        told, faults = loaded(wanted, form())
        if faults:
            return self._review(plain, status=422, faults=faults, opened=act)
        said = {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in told.items()
        }
        try:
            self._parts.desk.decisions.move_review(asker(), plain, act, said or None)
        except Refused as no:
            if no.status in {401, 404}:
                raise
            return self._review(plain, status=no.status, opened=act, refusal=no.said)
        return go(f"/desk/reviews/{plain}?done={act}")

    def _some(self, ask: Callable[[Parts], Rows]) -> Rows | None:
        return told_or_none(lambda: ask(self._parts)[:ROWS])

    def _titles(self, *queues: list[dict[str, Any]] | None) -> dict[str, str]:
        numbers = [each["receipt"] for queue in queues for each in queue or []]
        return titles_of(self._parts, numbers)

    def _rows(
        self, found: list[dict[str, Any]] | None, titles: dict[str, str]
    ) -> list[Row] | None:
        return None if found is None else rows_of(self._parts, found, titles)

    def _review(self, number: str, *, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        case = self._parts.desk.cases.sheet(asker(), number)
        try:
            review = self._parts.desk.decisions.review(asker(), number)
        except Refused as no:
            if no.code != "review-not-found":
                raise
            review = None
        shown: dict[str, Any] = {"faults": {}, "opened": "", "refusal": ""}
        return draw(
            "desk/review.html",
            status,
            case=case,
            review=review,
            title=titles_of(self._parts, [case["receipt"]]).get(case["receipt"], ""),
            units=unit_names(self._parts),
            outcomes=OUTCOMES,
            now=self._parts.clock.now(),
            may_ask=staff().role in DECIDING,
            above=self._above() if review is None else [],
            said=form(),
            **shown | more,
        )

    def _above(self) -> list[str]:
        """Return the names of the agencies that take a review from this one."""
        if staff().role not in DECIDING:
            return []
        desk = self._parts.desk
        known = told_or_none(lambda: desk.handovers.neighbours(asker())["items"])
        return [each["name"] for each in known or [] if "review" in each["takes"]]
