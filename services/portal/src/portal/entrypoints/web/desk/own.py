"""One's own account: its password, recovery codes, and the browsers signed in."""

from collections.abc import Mapping
from typing import Any

from flask import Response, g

from portal.application.signing_in import TooManyTries
from portal.bootstrap import Parts
from portal.entrypoints.web.desk.entrance import inside
from portal.entrypoints.web.desk.looks import unit_names
from portal.entrypoints.web.desk.opening import Opening
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw, form, visitor


class OwnPages:
    """What everybody who signs in looks after alone."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._entrance = parts.entrance
        self._opening = Opening(parts)

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            inside("/account", self.show, "account"),
            inside("/account", self.change, "account-change", "POST"),
            inside("/account/codes", self.make_codes, "account-codes", "POST"),
            inside("/account/sessions", self.end_all, "account-sessions", "POST"),
        ]

    def show(self) -> Response:
        """Show who is signed in, in which role, and what can be changed."""
        return self._drawn({})

    def change(self) -> Response:
        """Change the password; every browser of the account has to sign in anew."""
        said, who = form(), staff()
        try:
            faults = self._entrance.change_password(
                who,
                said.get("old", "")[:512],
                said.get("new", "")[:512],
                said.get("again", "")[:512],
                self._opening.place(),
            )
        except TooManyTries:
            faults = {"old": "fault.sign-in.many"}
        return self._drawn(faults) if faults else self._outside(changed=True)

    def make_codes(self) -> Response:
        """Show fresh recovery codes this once; the former ones open no more."""
        password = form().get("old", "")[:512]
        try:
            codes = self._entrance.new_codes(staff(), password, self._opening.place())
        except TooManyTries:
            return self._drawn({"codes-old": "fault.sign-in.many"})
        faults = {} if codes else {"codes-old": "fault.password.old"}
        return self._drawn(faults, codes=codes)

    def end_all(self) -> Response:
        """Sign the account out at every browser, also at this one."""
        self._parts.sessions.end_all(staff().account)
        return self._outside(ended=True)

    def _outside(self, **done: bool) -> Response:
        visitor().csrf = ""
        del g.staff
        provider = self._parts.provider is not None
        said = {"back": ""}
        return draw("desk/sign-in.html", said=said, provider=provider, **done)

    def _drawn(self, faults: Mapping[str, str], **more: Any) -> Response:  # noqa: ANN401
        who = staff()
        return draw(
            "desk/account.html",
            422 if faults else 200,
            faults=faults,
            who=who,
            units=unit_names(self._parts),
            codes_left=self._parts.accounts.codes_left(who.account),
            sessions=self._parts.sessions.of(who.account, g.word),
            **more,
        )
