"""Who reads the pages: no account, one sealed cookie, and what they chose to see."""

import hmac
import json
import secrets
import time
from dataclasses import asdict, dataclass, field
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Request, Response

from minqing_chassis.http.texts import language_for
from minqing_chassis.sealing import SealBroken, Sealer
from portal.domain.unit_choices import given_last
from portal.entrypoints.web.words import is_language

COOKIE: Final = "mq"
ABOUT: Final = "portal.visitor"
WEEK: Final = 7 * 24 * 3600
YEAR: Final = 365 * 24 * 3600
OPEN_SECONDS: Final = 1800
"""How long a matter stays open after its code was given: others may use the device."""
MOST_OPEN: Final = 5
MOST_JOINED: Final = 20
MOST_GIVING: Final = 3
"""So many people who share a browser find the units again that they gave cases to."""
SIZES: Final = ("normal", "large", "elder")
THEMES: Final = ("auto", "light", "dark", "hc")
KEYS: Final = ("on", "off")
"""Whether single keys do something on the pages of staff (WCAG 2.1.4)."""
THEN: Final = ("stay", "next", "list")
"""Where a desk goes on once something was done."""


@dataclass
class Visitor:
    """What the sealed cookie holds: nothing of it is in an address, or read by scripts.

    `draft` is the key of what is being told; `matter` the last matter handed in from
    here; `opened` the codes that were given, with the moment; `link` the id of the
    personal link that was opened here; `joined` the marks of others' matters that were
    joined from here; `worklist` the filters of the list that staff looked at last;
    `given` the units that somebody of the staff gave a case to last, by who it was.
    """

    csrf: str = ""
    draft: str = ""
    matter: str = ""
    opened: dict[str, list[Any]] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    link: str = ""
    joined: list[str] = field(default_factory=list)
    worklist: dict[str, str] = field(default_factory=dict)
    given: dict[str, list[str]] = field(default_factory=dict)

    def form_key(self) -> str:
        """Return what every form of this visitor carries."""
        self.csrf = self.csrf or secrets.token_urlsafe(16)
        return self.csrf

    def owns(self, said: str) -> bool:
        """Tell whether a form came from a page that this visitor was shown."""
        given = said.encode("utf-8", "replace")
        return bool(self.csrf) and hmac.compare_digest(self.csrf.encode(), given)

    def draft_key(self) -> str:
        """Return the key of the draft; the first call makes one."""
        self.draft = self.draft or secrets.token_urlsafe(24)
        return self.draft

    def open(self, receipt: str, code: str) -> None:
        """Remember a code for half an hour."""
        self.opened[receipt] = [code, int(time.time())]
        for oldest in list(self.opened)[:-MOST_OPEN]:
            del self.opened[oldest]

    def join(self, mark: str) -> None:
        """Remember that a matter was joined, of the last few."""
        others = [each for each in self.joined if each != mark]
        self.joined = [*others, mark][-MOST_JOINED:]

    def give(self, staff_id: str, unit_id: str) -> None:
        """Remember to which unit somebody gave a case, of the last few people."""
        known = given_last(unit_id, self.given.pop(staff_id, []))
        self.given[staff_id] = known
        for longest_ago in list(self.given)[:-MOST_GIVING]:
            del self.given[longest_ago]

    def code_of(self, receipt: str) -> str | None:
        """Return the code that was given for a matter, if not long ago."""
        code, at = self.opened.get(receipt, ("", 0))
        return str(code) if at > time.time() - OPEN_SECONDS else None

    @property
    def open_numbers(self) -> list[str]:
        """The matters that were opened from here not long ago, the newest first."""
        return [each for each in reversed(self.opened) if self.code_of(each)]

    @property
    def matter_id(self) -> UUID | None:
        """The last matter that was handed in from here."""
        return UUID(self.matter) if self.matter else None


def new_matter_id() -> UUID:
    """Return an id for a matter that is handed in once, however often it is sent."""
    return uuid4()


class Doorman:
    """Reads the visitor's cookie and writes it back when it changed."""

    def __init__(self, sealer: Sealer, *, secure: bool) -> None:
        self._sealer = sealer
        self._secure = secure
        self._name = f"__Host-{COOKIE}" if secure else COOKIE

    def welcome(self, request: Request) -> tuple[Visitor, str]:
        """Return the visitor, and what to compare with when they leave."""
        try:
            told = self._sealer.open(request.cookies.get(self._name, ""), ABOUT)
            visitor = Visitor(**told)
        except (SealBroken, TypeError, ValueError):
            visitor = Visitor()
        return visitor, _written(visitor)

    def goodbye(self, visitor: Visitor, before: str, response: Response) -> None:
        """Set the cookie anew if anything in it changed."""
        if _written(visitor) != before:
            sealed = self._sealer.seal(asdict(visitor), ABOUT)
            self.set(response, self._name, sealed, WEEK)

    def set(self, response: Response, name: str, value: str, age: int) -> None:
        """Set a cookie that scripts do not read and other sites do not send."""
        response.set_cookie(
            name, value, max_age=age, secure=self._secure, httponly=True, samesite="Lax"
        )


def chosen_language(request: Request) -> str:
    """Return the language that was chosen, or the best for the browser's wishes."""
    chosen = request.cookies.get("lang", "")
    if is_language(chosen):
        return chosen
    return language_for(request.headers.get("Accept-Language"))


def chosen(request: Request, name: str, among: tuple[str, ...]) -> str:
    """Return what was chosen, of size, theme and the like; else the first."""
    said = request.cookies.get(name, "")
    return said if said in among else among[0]


def _written(visitor: Visitor) -> str:
    return json.dumps(asdict(visitor), sort_keys=True)
