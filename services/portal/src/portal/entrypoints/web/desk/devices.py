"""Browsers that somebody has signed in at before: strangers' tries do not shut them."""

import secrets
from typing import Final

from flask import Request, Response

from minqing_chassis.sealing import SealBroken, Sealer
from portal.domain.staff import plain_account

COOKIE: Final = "mq-device"
ABOUT: Final = "portal.device"
PATH: Final = "/sign-in"
HALF_A_YEAR: Final = 180 * 24 * 3600
MOST: Final = 8
"""People who share one desk's browser."""


class Devices:
    """Knows by a sealed cookie for which accounts a browser was right once.

    It opens nothing: tries from such a browser are counted by themselves, so that who
    guesses elsewhere makes only unknown browsers wait.
    """

    def __init__(self, sealer: Sealer, *, secure: bool) -> None:
        self._sealer = sealer
        self._secure = secure

    def mark_of(self, request: Request, account: str) -> str:
        """Return the mark that the browser has for an account; empty for none."""
        return self._marks(request).get(plain_account(account), "")

    def remember(self, request: Request, response: Response, account: str) -> None:
        """Let the browser be known for an account from now on."""
        marks, name = self._marks(request), plain_account(account)
        mark = marks.pop(name, "") or secrets.token_hex(16)
        kept = dict(list(marks.items())[1 - MOST :]) | {name: mark}
        response.set_cookie(
            COOKIE,
            self._sealer.seal(kept, ABOUT),
            HALF_A_YEAR,
            path=PATH,
            secure=self._secure,
            httponly=True,
            samesite="Lax",
        )

    def _marks(self, request: Request) -> dict[str, str]:
        try:
            told: dict[str, str] = self._sealer.open(
                request.cookies.get(COOKIE, ""), ABOUT
            )
        except (SealBroken, ValueError):
            return {}
        return dict(told)
