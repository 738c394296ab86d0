"""Taking a matter back: what it means is said first, then it is asked once."""

from typing import Any

from flask import Response

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.entrypoints.schemas import WithdrawForm
from portal.entrypoints.web.page import (
    Page,
    draw,
    draw_faults,
    form,
    words,
)
from portal.entrypoints.web.pages.opened import too_old, with_matter
from portal.entrypoints.web.pages.tracking import loaded

PAGE = "withdraw.html"


class WithdrawalPages:
    """Withdrawing, for who holds the code."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        one = "/track/<number>/withdraw"
        return [
            Page(path=one, view=self.ask, name="withdraw"),
            Page(
                path=one,
                view=self.take,
                name="withdrawn",
                method="POST",
                again=self.ask_again,
            ),
        ]

    def ask(self, number: str) -> Response:
        """Say what is taken back and what follows, and ask."""
        return with_matter(self._parts, number, self._asked)

    def ask_again(self, number: str) -> Response:
        """Show what was typed on a page that was too old; the code is asked anew."""
        return too_old(number, form().get("reason", ""))

    def take(self, number: str) -> Response:
        """Take it back, where intake lets them."""
        return with_matter(self._parts, number, self._taken)

    def _taken(self, matter: dict[str, Any], code: str) -> Response:
        told, faults = loaded(WithdrawForm, form())
        if faults:
            return self._asked(matter, code, faults=faults)
        receipt = matter["receipt"]
        try:
            self._parts.intake.withdraw(receipt, code, told["reason"], words().language)
        except Away:
            return self._asked(matter, code, faults={"reason": "fault.withdraw.away"})
        except Refused as no:
            back = f"/track/{receipt}"
            return draw("refused.html", no.status, said=no.said, back=back)
        return draw("done.html", key="withdrawn", number=receipt)

    @staticmethod
    def _asked(
        matter: dict[str, Any], _: str, *, faults: dict[str, str] | None = None
    ) -> Response:
        taken = matter["withdrawal"] or {"possible": False, "asked_at": None}
        shown: dict[str, Any] = {"matter": matter, "taken": taken, "said": form()}
        if faults:
            return draw_faults(PAGE, faults, **shown)
        return draw(PAGE, **shown)
