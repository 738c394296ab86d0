"""Who may see which page: the one place where roles are held against the table."""

from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import quote, urlsplit

from flask import Response, g, request

from minqing_kernel.messages import Role
from portal.application.ports import Away, Refused
from portal.application.signing_in import Entrance
from portal.domain.staff import INSIDE, SignedIn
from portal.entrypoints.web.page import Page, draw, form, go

COOKIE: Final = "mq-staff"
SIGN_IN: Final = "/sign-in"
CHANGE: Final = "/account"
FREE: Final = frozenset({"account", "account-change", "sign-out"})
"""What somebody may do whose password was given out: take one of their own."""
TYPED: Final = (
    *("reply", "note", "reason", "text", "place", "wish"),
    *("missing", "elsewhere", "explanation"),
    *("body", "asks", "contribution"),
    *("body_zh_cn", "body_zh_tw", "body_en"),
)
"""The fields in which people write sentences: these are never lost."""


SECRET: Final = frozenset({"password", "old", "new"})
"""The fields of passwords: no page holds them."""


class Guard:
    """Admits who may, sends to the entrance who is not signed in, refuses the rest."""

    def __init__(self, entrance: Entrance, *, secure: bool) -> None:
        self._entrance = entrance
        self._name = cookie_name(secure=secure)

    def admit(self, page: Page, *, seen: bool = True) -> Response | None:
        """Return nothing where the page may be drawn, and who reads it in `g.staff`.

        `seen`: that it was asked for is a sign of somebody at the desk.
        """
        if page.roles is None:
            return None
        g.word = request.cookies.get(self._name, "")
        who = self._entrance.resume(g.word, seen=seen and not page.quiet)
        if who is None:
            return lead_in(page.writes)
        g.staff = who
        if who.role not in page.roles:
            return refuse_role(page.roles)
        if who.must_change and page.name not in FREE:
            return go(CHANGE)
        return None


def cookie_name(*, secure: bool) -> str:
    """Return the name of the session's cookie."""
    return f"__Host-{COOKIE}" if secure else COOKIE


def staff_here() -> SignedIn | None:
    """Return who is signed in, on pages that ask for it; else nobody."""
    found: SignedIn | None = g.get("staff")
    return found


def staff() -> SignedIn:
    """Return who is signed in and reads this page."""
    found: SignedIn = g.staff
    return found


def lead_in(writes: bool) -> Response:
    """Ask for a signature; what was typed in a form is shown so that it can be kept."""
    if not writes:
        address = request.full_path.rstrip("?")
        return go(f"{SIGN_IN}?back={quote(address, safe='')}")
    return draw("desk/expired.html", 401, typed=_typed(), again=_sent())


def too_old(back: str) -> Response:
    """Say that a form of before the last signing in did nothing; offer it anew.

    Only to who is signed in: no other site's form comes with their session.
    """
    about = {"typed": _typed(), "again": _sent(), "back": back}
    return draw("desk/too-old.html", 403, **about)


def refuse_role(roles: frozenset[Role]) -> Response:
    """Say which roles may."""
    return draw("desk/not-yours.html", 403, may=sorted(roles & INSIDE))


def missing(story: object) -> Response:
    """Say that there is no such page, or no matter of that number."""
    if staff_here() is None:
        return draw("error.html", 404, key="error.404", story=story)
    return draw("desk/not-found.html", 404, typed=_typed())


def refusals(secure: bool) -> Mapping[type[Exception], Callable[..., Response]]:
    """Return how the pages of staff tell what an owner's door said."""
    name = cookie_name(secure=secure)

    def away(_: Exception) -> Response:
        again = _sent() if request.method == "POST" else None
        return draw("desk/away.html", 503, typed=_typed(), again=again)

    def refused(no: Refused) -> Response:
        if no.status == 401:
            response = lead_in(request.method != "GET")
            response.delete_cookie(name, secure=secure, httponly=True)
            return response
        if no.status == 404:
            return missing(g.story)
        return draw("desk/refused.html", no.status, said=no.said, typed=_typed())

    return {Away: away, Refused: refused}


def _sent() -> list[tuple[str, str]] | None:
    """Return a form as it was sent, for once more; None with secrets or files.

    None of another site either: nobody is asked to press what a stranger filled in.
    """
    if request.files or not SECRET.isdisjoint(request.form) or not _is_ours():
        return None
    return [(n, v) for n, v in request.form.items(multi=True) if n != "key"]


def _is_ours() -> bool:
    """Tell whether a page of ours sent the form, as its browser says; older ones do
    not say where a form comes from, only from which origin, or nothing at all."""
    said = request.headers.get("Sec-Fetch-Site")
    if said is not None:
        return said == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _typed() -> list[str]:
    return [said for name in TYPED if (said := form().get(name, "").strip())]
