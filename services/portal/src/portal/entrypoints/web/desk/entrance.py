"""Signing in and out, the role one acts in, and one's own password."""

import re
from typing import Final

from flask import Response, g, request

from portal.adapters.limits import site_of
from portal.application.ports import Away
from portal.application.signing_in import NotSignedIn, TooManyTries
from portal.bootstrap import Parts
from portal.domain.staff import INSIDE
from portal.entrypoints.web.desk.devices import Devices
from portal.entrypoints.web.desk.looks import unit_names
from portal.entrypoints.web.guard import SIGN_IN, cookie_name, lead_in, staff
from portal.entrypoints.web.page import (
    Page,
    View,
    draw,
    draw_faults,
    form,
    go,
    visitor,
)

OWN: Final = re.compile(r"/(?:desk|watch|ops|account)(?:[/?][!-~]*)?\Z")
"""Where a signature may lead to: pages of staff, never another site."""


class EntrancePages:
    """The door that staff come in by."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._entrance = parts.entrance
        self._secure = parts.settings.is_secure
        self._devices = Devices(parts.sealer, secure=self._secure)

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=SIGN_IN, view=self.ask, name="sign-in"),
            Page(
                path=SIGN_IN,
                view=self.enter,
                name="signed-in",
                method="POST",
                again=self.ask_again,
            ),
            _inside("/sign-out", self.leave, "sign-out", "POST"),
            _inside("/account", self.show_account, "account"),
            _inside("/account", self.change, "account-change", "POST"),
            _inside("/account/role", self.act_as, "account-role", "POST"),
        ]

    def ask(self) -> Response:
        """Ask who it is."""
        return draw("desk/sign-in.html", said={"back": _back(request.args.to_dict())})

    def enter(self) -> Response:
        """Let somebody in; what was wrong is never told apart."""
        said = form()
        try:
            word = self._entrance.enter(
                said.get("account", ""),
                said.get("password", "")[:512],
                said.get("code", "")[:16],
                self._place(),
                self._devices.mark_of(request, said.get("account", "")),
            )
        except NotSignedIn:
            return self._asked_again("fault.sign-in.wrong")
        except TooManyTries:
            return self._asked_again("fault.sign-in.many")
        except Away:
            return self._asked_again("fault.sign-in.away")
        self._end_former()
        visitor().csrf = ""
        who = self._entrance.resume(word)
        response = go(_back(said) or (who.home if who else "/desk"))
        self._set(response, word)
        self._devices.remember(request, response, said.get("account", ""))
        return response

    def ask_again(self) -> Response:
        """Ask anew on a fresh page: the form was too old."""
        return self._asked_again("fault.old-page")

    def leave(self) -> Response:
        """Let somebody out, and let the browser forget what it has seen."""
        self._entrance.leave(g.word)
        visitor().csrf = ""
        response = go(SIGN_IN)
        name = cookie_name(secure=self._secure)
        response.delete_cookie(name, secure=self._secure, httponly=True)
        response.headers["Clear-Site-Data"] = '"cache"'
        return response

    def show_account(self) -> Response:
        """Show who is signed in, in which role, and how to change the password."""
        return draw("desk/account.html", who=staff(), units=unit_names(self._parts))

    def change(self) -> Response:
        """Change the password; every browser of the account has to sign in anew."""
        said, who = form(), staff()
        try:
            faults = self._entrance.change_password(
                who,
                said.get("old", "")[:512],
                said.get("new", "")[:512],
                said.get("again", "")[:512],
                self._place(),
            )
        except TooManyTries:
            faults = {"old": "fault.sign-in.many"}
        if faults:
            units = unit_names(self._parts)
            return draw_faults("desk/account.html", faults, who=who, units=units)
        visitor().csrf = ""
        return draw("desk/sign-in.html", said={"back": ""}, changed=True)

    def act_as(self) -> Response:
        """Go on in another role that registry says the person holds."""
        who = self._entrance.act_as(g.word, staff(), form().get("role", "")[:32])
        return go(who.home) if who else lead_in(writes=False)

    def _asked_again(self, fault: str) -> Response:
        said = {"account": form().get("account", "")[:64], "back": _back(form())}
        return draw_faults("desk/sign-in.html", {"account": fault}, said=said)

    def _end_former(self) -> None:
        former = request.cookies.get(cookie_name(secure=self._secure), "")
        if former:
            self._entrance.leave(former)

    def _place(self) -> str:
        """Return where a try comes from; what a proxy says counts if it is named.

        A limit on a proxy's own address would let one stranger shut everybody out.
        """
        said = request.headers.get("X-Forwarded-For", "")
        trusted = self._parts.settings.trusted_proxies
        return site_of(request.remote_addr or "", said, trusted) or ""

    def _set(self, response: Response, word: str) -> None:
        response.set_cookie(
            cookie_name(secure=self._secure),
            word,
            secure=self._secure,
            httponly=True,
            samesite="Lax",
        )


def _inside(path: str, view: View, name: str, method: str = "GET") -> Page:
    return Page(path=path, view=view, name=name, method=method, roles=INSIDE)


def _back(said: dict[str, str]) -> str:
    """Return where to go on, if it is a page of staff."""
    wanted = said.get("back", "")
    return wanted if len(wanted) < 512 and OWN.match(wanted) else ""
