"""Agreeing to publication and taking it back: who petitions says so, at any time."""

from typing import Any

from flask import Response

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.entrypoints.web.page import Page, draw, form, go, words
from portal.entrypoints.web.pages.opened import too_old, with_matter

SAID = {"yes": True, "no": False}


class ConsentPages:
    """Consent, for who holds the code."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(
                path="/track/<number>/consent",
                view=self.take,
                name="consented",
                method="POST",
                again=self.ask_again,
            )
        ]

    def take(self, number: str) -> Response:
        """Tell intake what was said; said twice, it is said once."""
        return with_matter(self._parts, number, self._taken)

    def ask_again(self, number: str) -> Response:
        """Ask for the code anew: the page was too old."""
        return too_old(number, "")

    def _taken(self, matter: dict[str, Any], code: str) -> Response:
        receipt, said = matter["receipt"], form().get("holds", "")
        back = f"/track/{receipt}"
        if said not in SAID:
            return go(back)
        try:
            self._parts.intake.consent(receipt, code, SAID[said], words().language)
        except Away:
            return draw("consent_away.html", 503, number=receipt)
        except Refused as no:
            return draw("refused.html", no.status, said=no.said, back=back)
        return go(f"{back}?said={said}#consent")
