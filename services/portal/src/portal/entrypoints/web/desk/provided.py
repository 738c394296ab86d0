"""Signing in by the identity provider: out to it, back from it, and out at it."""

import logging
import time
from dataclasses import asdict
from typing import Any, Final

from flask import Response, make_response, request

from minqing_chassis.sealing import SealBroken
from portal.adapters.identity_provider import OpenIdProvider
from portal.application.ports import Away
from portal.application.provider_signing_in import (
    NotVouched,
    ProviderEntrance,
    Started,
)
from portal.application.signing_in import TooManyTries
from portal.bootstrap import Parts
from portal.entrypoints.web.desk.opening import Opening, back_of
from portal.entrypoints.web.guard import SIGN_IN
from portal.entrypoints.web.page import Page, draw, form, go

log = logging.getLogger(__name__)

PATH: Final = f"{SIGN_IN}/provider"
COOKIE: Final = "mq-provider"
ABOUT: Final = "portal.provider"
MOST_SECONDS: Final = 600
"""So long may somebody take at the provider."""
FAULTS: Final = {
    "unknown": "fault.provider.unknown",
    "locked": "fault.provider.unknown",
    "denied": "fault.provider.denied",
    "stale": "fault.provider.stale",
    "state": "fault.provider.stale",
    "replayed": "fault.provider.stale",
}
"""What a person is told; all else is the provider's fault, and is told as one."""


class ProviderPages:
    """The pages between ours and the provider's; none where there is no provider."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._opening = Opening(parts)
        secure = parts.settings.is_secure
        self._secure = secure
        self._name = f"__Host-{COOKIE}" if secure else COOKIE

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        if self._parts.provider is None:
            return []
        return [
            Page(path=PATH, view=self.lead_out, name="provider"),
            Page(path=f"{PATH}/back", view=self.come_back, name="provider-back"),
            Page(path=f"{PATH}/out", view=self.sign_out, name="provider-out"),
            Page(
                path=f"{PATH}/backchannel-logout",
                view=self.hear_logout,
                name="provider-logout",
                method="POST",
                outside=True,
            ),
        ]

    def lead_out(self) -> Response:
        """Send a browser to the provider, with what only it can come back with."""
        try:
            address, started = self._provider.lead_out()
        except Away:
            return _refused("fault.provider.away", 503)
        response = go(address)
        back = back_of(request.args.to_dict())
        kept = asdict(started) | {"back": back, "at": int(time.time())}
        response.set_cookie(
            self._name,
            self._parts.sealer.seal(kept, ABOUT),
            MOST_SECONDS,
            secure=self._secure,
            httponly=True,
            samesite="Lax",
        )
        return response

    def come_back(self) -> Response:
        """Let in whom the provider names, at the browser that was sent to it."""
        response = self._judged()
        response.delete_cookie(self._name, secure=self._secure, httponly=True)
        return response

    def sign_out(self) -> Response:
        """Lead on to the provider's own way out."""
        try:
            return go(self._provider.way_out() or SIGN_IN)
        except Away:
            return _refused("fault.provider.away", 503)

    def hear_logout(self) -> Response:
        """End what the provider's signed notice names; nothing else proves it.

        OpenID Connect Back-Channel Logout 1.0, section 2.8: 200, or 400 and why.
        """
        entrance = ProviderEntrance(
            inside=self._parts.entrance, provider=self._provider
        )
        try:
            ended = entrance.hear_logout(form().get("logout_token", ""))
        except NotVouched as no:
            log.warning("a logout by the provider was refused: %s", no.reason)
            return _heard({"error": "invalid_request"}, 400)
        except Away:
            return _heard({"error": "temporarily_unavailable"}, 400)
        log.info("the provider ended %d sessions", ended)
        return _heard({}, 200)

    @property
    def _provider(self) -> OpenIdProvider:
        if self._parts.provider is None:
            raise LookupError("there is no identity provider")
        return self._parts.provider

    def _judged(self) -> Response:
        entrance = ProviderEntrance(
            inside=self._parts.entrance, provider=self._provider
        )
        try:
            kept = self._kept()
            started = Started(
                state=kept["state"], nonce=kept["nonce"], verifier=kept["verifier"]
            )
            said = request.args.to_dict()
            word = entrance.enter(started, said, self._opening.place())
        except NotVouched as no:
            log.warning("a sign-in by the provider was refused: %s", no.reason)
            fault = FAULTS.get(no.reason, "fault.provider.refused")
            return _refused(fault, 403)
        except TooManyTries:
            return _refused("fault.sign-in.many", 422)
        except Away:
            return _refused("fault.provider.away", 503)
        return self._opening.let_in(word, kept["back"])

    def _kept(self) -> dict[str, Any]:
        try:
            told = self._parts.sealer.open(request.cookies.get(self._name, ""), ABOUT)
        except (SealBroken, ValueError):
            raise NotVouched("stale") from None
        kept = dict(told)
        if not 0 <= time.time() - kept["at"] <= MOST_SECONDS:
            raise NotVouched("stale")
        return kept


def _heard(told: dict[str, str], status: int) -> Response:
    response = make_response(told, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _refused(fault: str, status: int) -> Response:
    return draw(
        "desk/sign-in.html",
        status,
        faults={"provider": fault},
        said={"back": ""},
        provider=True,
    )
