"""Signing in and out, and the role one acts in."""

from flask import Response, g, request

from portal.application.ports import Away
from portal.application.signing_in import NotSignedIn, TooManyTries
from portal.bootstrap import Parts
from portal.domain.staff import INSIDE
from portal.entrypoints.web.desk.devices import Devices
from portal.entrypoints.web.desk.opening import Opening, back_of
from portal.entrypoints.web.guard import SIGN_IN, cookie_name, lead_in, staff
from portal.entrypoints.web.owner import FIELD
from portal.entrypoints.web.page import (
    Page,
    View,
    draw,
    draw_faults,
    form,
    go,
    visitor,
)


class EntrancePages:
    """The door that staff come in by."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._entrance = parts.entrance
        self._secure = parts.settings.is_secure
        self._opening = Opening(parts)
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
            inside("/sign-out", self.leave, "sign-out", "POST"),
            inside("/account/role", self.act_as, "account-role", "POST"),
            inside("/account/here", self.stay, "account-here"),
        ]

    def ask(self) -> Response:
        """Ask who it is."""
        said = request.args.to_dict()
        out = self._provided and said.get("out") == "provider"
        return self._drawn({"back": back_of(said)}, out=out)

    def enter(self) -> Response:
        """Let somebody in; what was wrong is never told apart."""
        said = form()
        try:
            word = self._entrance.enter(
                said.get("account", ""),
                said.get("password", "")[:512],
                said.get("code", "")[:24],
                self._opening.place(),
                self._devices.mark_of(request, said.get("account", "")),
            )
        except NotSignedIn:
            return self._asked_again("fault.sign-in.wrong")
        except TooManyTries:
            return self._asked_again("fault.sign-in.many")
        except Away:
            return self._asked_again("fault.sign-in.away")
        response = self._opening.let_in(word, back_of(said))
        self._devices.remember(request, response, said.get("account", ""))
        return response

    def ask_again(self) -> Response:
        """Ask anew on a fresh page: the form was too old."""
        return self._asked_again("fault.old-page")

    def leave(self) -> Response:
        """Let somebody out, and let the browser forget what it has seen."""
        self._entrance.leave(g.word)
        visitor().csrf, visitor().worklist = "", {}
        by_provider = self._provided and staff().is_provided
        response = go(f"{SIGN_IN}?out=provider" if by_provider else SIGN_IN)
        name = cookie_name(secure=self._secure)
        response.delete_cookie(name, secure=self._secure, httponly=True)
        response.delete_cookie(FIELD, secure=self._secure, samesite="Lax")
        response.headers["Clear-Site-Data"] = '"cache"'
        return response

    def stay(self) -> Response:
        """Say that somebody is still at the desk: the session goes on."""
        return Response(status=204)

    def act_as(self) -> Response:
        """Go on in another role that registry says the person holds."""
        who = self._entrance.act_as(g.word, staff(), form().get("role", "")[:32])
        return go(who.home) if who else lead_in(writes=False)

    @property
    def _provided(self) -> bool:
        return self._parts.provider is not None

    def _drawn(self, said: dict[str, str], **more: bool) -> Response:
        return draw("desk/sign-in.html", said=said, provider=self._provided, **more)

    def _asked_again(self, fault: str) -> Response:
        said = {"account": form().get("account", "")[:64], "back": back_of(form())}
        return draw_faults(
            "desk/sign-in.html",
            {"account": fault},
            said=said,
            provider=self._provided,
        )


def inside(path: str, view: View, name: str, method: str = "GET") -> Page:
    """Return a row that all who sign in may see."""
    return Page(path=path, view=view, name=name, method=method, roles=INSIDE)
