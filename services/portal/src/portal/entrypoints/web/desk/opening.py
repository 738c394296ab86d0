"""How a browser is let in, whichever way it came: its cookie, its place, its way on."""

import re
from typing import Final

from flask import Response, request

from portal.adapters.limits import site_of
from portal.bootstrap import Parts
from portal.domain.staff import SignedIn
from portal.entrypoints.web.guard import cookie_name
from portal.entrypoints.web.owner import FIELD, owner_of
from portal.entrypoints.web.page import go, visitor

OWN: Final = re.compile(
    r"/(?:desk|watch|lead|ops|admin|account|field)(?:[/?][!-~]*)?\Z"
)
"""Where a signature may lead to: pages of staff, never another site."""


class Opening:
    """Gives a browser the word of its session, and takes the former one away."""

    def __init__(self, parts: Parts) -> None:
        self._entrance = parts.entrance
        self._trusted = parts.settings.trusted_proxies
        self._secure = parts.settings.is_secure
        self._sealer = parts.sealer

    def let_in(self, word: str, back: str) -> Response:
        """Lead on, signed in; forms that were drawn before are worth nothing now."""
        former = request.cookies.get(cookie_name(secure=self._secure), "")
        if former:
            self._entrance.leave(former)
        visitor().csrf, visitor().worklist = "", {}
        who = self._entrance.resume(word)
        response = go(back or (who.home if who else "/desk"))
        response.set_cookie(
            cookie_name(secure=self._secure),
            word,
            secure=self._secure,
            httponly=True,
            samesite="Lax",
        )
        if who is None or request.cookies.get(FIELD) != self._mark_of(who):
            # Whoever comes next sees no list and no draft of who was here before.
            response.delete_cookie(FIELD, secure=self._secure, samesite="Lax")
        return response

    def _mark_of(self, who: SignedIn) -> str:
        return owner_of(self._sealer, who.staff_id)

    def place(self) -> str:
        """Return where a try comes from; what a proxy says counts if it is named.

        A limit on a proxy's own address would let one stranger shut everybody out.
        """
        said = request.headers.get("X-Forwarded-For", "")
        return site_of(request.remote_addr or "", said, self._trusted) or ""


def back_of(said: dict[str, str]) -> str:
    """Return where to go on, if it is a page of staff."""
    wanted = said.get("back", "")
    return wanted if len(wanted) < 512 and OWN.match(wanted) else ""
