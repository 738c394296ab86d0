"""Asking for 复查 or 复核 (条例第35、36条): until when, and why; read once more."""

from datetime import date, timedelta
from typing import Any, Final

from flask import Response

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.entrypoints.schemas import ReviewForm
from portal.entrypoints.web.page import Page, draw, draw_faults, form, words
from portal.entrypoints.web.pages.opened import too_old, with_matter
from portal.entrypoints.web.pages.tracking import loaded

DAYS: Final = timedelta(days=30)
WHY_NOT: Final = frozenset(
    {"not-answered", "going-on", "final", "too-late", "merged", "asked"}
)


class ReviewPages:
    """The request for a review, for who holds the code."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        one = "/track/<number>/review"
        return [
            Page(path=one, view=self.ask, name="review"),
            Page(
                path=one,
                view=self.take,
                name="review-asked",
                method="POST",
                again=self.ask_again,
            ),
        ]

    def ask(self, number: str) -> Response:
        """Say whether and until when, and ask for the reasons."""
        return with_matter(self._parts, number, self._asked)

    def ask_again(self, number: str) -> Response:
        """Show what was typed on a page that was too old; the code is asked anew."""
        return too_old(number, form().get("reason", ""))

    def take(self, number: str) -> Response:
        """Show it to be read once more; then hand it in."""
        return with_matter(self._parts, number, self._taken)

    def _asked(
        self, matter: dict[str, Any], _: str, faults: dict[str, str] | None = None
    ) -> Response:
        told = matter["review"]
        why = self._why_not(told)
        if why is not None:
            shown = {"matter": matter, "why": why, "remedy": told}
            return draw("review_not.html", 200, **shown)
        today = self._today()
        said = {"received_on": min(today, told["answered_on"]).isoformat(), **form()}
        shown = {"matter": matter, "remedy": told, "said": said, "today": today}
        if faults:
            return draw_faults("review.html", faults, **shown)
        return draw("review.html", 200, **shown)

    def _taken(self, matter: dict[str, Any], code: str) -> Response:
        if self._why_not(matter["review"]) is not None:
            return self._asked(matter, code)
        said = form()
        told, faults = loaded(ReviewForm, said)
        faults = faults or self._faults(told["received_on"], matter["review"])
        if faults or said.get("sure") == "no":
            return self._asked(matter, code, faults)
        if said.get("sure") != "yes":
            shown = {"matter": matter, "remedy": matter["review"], "told": told}
            return draw("review_check.html", 200, **shown)
        return self._sent(matter, code, told)

    def _sent(
        self, matter: dict[str, Any], code: str, told: dict[str, Any]
    ) -> Response:
        receipt, reason = matter["receipt"], told["reason"]
        if told["papers"]:
            reason = words()("review.with-papers", reason=reason, papers=told["papers"])
        try:
            self._parts.intake.request_review(
                receipt, code, told["received_on"], reason, words().language
            )
        except Away:
            return self._asked(matter, code, {"reason": "fault.review.away"})
        except Refused as no:
            back = f"/track/{receipt}"
            return draw("refused.html", no.status, said=no.said, back=back)
        return draw("done.html", 200, key="review", number=receipt)

    def _faults(self, received_on: date, remedy: dict[str, Any]) -> dict[str, str]:
        """Return what is wrong with the day on which the answer came."""
        if not remedy["answered_on"] <= received_on <= self._today():
            return {"received_on": "fault.received.wrong"}
        late = self._today() > received_on + DAYS
        return {"received_on": "fault.received.late"} if late else {}

    def _why_not(self, told: dict[str, Any] | None) -> str | None:
        """Return why nothing can be asked for now; None where it can.

        Who got the answer later than it was given has longer: nobody is told from the
        answer's day alone that it is too late.
        """
        if told is None or told["last_day"] is None:
            why = (told or {}).get("why_not", "").removeprefix("review-")
            return why if why in WHY_NOT else "not-answered"
        return "asked" if told["asked_at"] else None

    def _today(self) -> date:
        zone = self._parts.settings.time_zone
        return self._parts.clock.now().astimezone(zone).date()
