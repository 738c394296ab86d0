"""From the table of pages to a WSGI application."""

import logging
import time
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from flask import Flask, Response, abort, g, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException

from minqing_chassis.database import UNAVAILABLE
from minqing_chassis.http.problems import Problem
from minqing_chassis.http.responder import log_access, log_failure
from minqing_chassis.observability.correlation import correlation_from, current
from portal.adapters.desk_doors import Asker
from portal.bootstrap import Parts
from portal.domain.basis import plain_basis
from portal.domain.dates import say_date, say_day, say_moment, say_month, say_shortly
from portal.domain.script import script_of
from portal.domain.staff import IDLE, WARNED
from portal.domain.unit_choices import Choices, choices
from portal.entrypoints.web import assets
from portal.entrypoints.web.guard import Guard, missing, refusals, staff_here, too_old
from portal.entrypoints.web.page import Page, draw
from portal.entrypoints.web.pages.link_held import LINK
from portal.entrypoints.web.pages.links import UNREPEATED
from portal.entrypoints.web.visitor import (
    KEYS,
    SIZES,
    THEMES,
    THEN,
    Doorman,
    chosen,
    chosen_language,
)
from portal.entrypoints.web.words import NAMES, words_in

log = logging.getLogger(__name__)

LARGEST_FORM: Final = 256 * 1024
STALE_SECONDS: Final = 60
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PLAIN: Final = "application/x-www-form-urlencoded"
"""A form without files: it is never large."""
UNKNOWN_PAGE: Final = "(unmatched)"
METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
OTHER_METHOD: Final = "(other)"
"""Whoever makes methods up must not make up figures and lines of the log."""


def build_pages(parts: Parts, pages: Sequence[Page]) -> Flask:
    """Return the application; raises IncompleteTexts where a text is missing."""
    app = Flask("portal", template_folder=None, static_folder=None, root_path=_folder())
    app.template_folder = "templates"
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_FORM
    app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_FORM
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    rows = {(page.name): page for page in pages}
    app.jinja_env.filters["plain_basis"] = lambda said: plain_basis(
        said, g.words("basis.own"), g.words("law.article", n="{n}")
    )
    for page in pages:
        app.add_url_rule(page.path, page.name, page.view, methods=[page.method])
    app.add_url_rule("/static/<mark>/<path:name>", "static-file", assets.serve)
    app.add_url_rule("/favicon.ico", "favicon", assets.icon)
    reception = _Reception(parts, rows)
    app.before_request(reception.receive)
    app.after_request(reception.see_off)
    app.teardown_request(reception.forget)
    app.context_processor(reception.surroundings)
    app.register_error_handler(Exception, reception.apologise)
    for kind, say in refusals(parts.settings.is_secure).items():
        app.register_error_handler(kind, say)
    return app


def _folder() -> str:
    return __file__.rpartition("/")[0]


class _Reception:
    """What happens before and after every page."""

    def __init__(self, parts: Parts, rows: dict[str, Page]) -> None:
        self._parts = parts
        self._rows = rows
        secure = parts.settings.is_secure
        self._doorman = Doorman(parts.sealer, secure=secure)
        self._guard = Guard(parts.entrance, secure=secure)

    def receive(self) -> Response | None:
        """Find out who reads in which language; refuse forms that are not ours."""
        g.began = time.monotonic()
        g.story = correlation_from(request.headers.get("X-Correlation-Id"))
        g.token = current.set(g.story)
        g.ages, g.gaps = [], []
        g.words = words_in(chosen_language(request))
        g.visitor, g.before = self._doorman.welcome(request)
        page = self._rows.get(request.endpoint or "")
        if page is None:
            return None
        if page.largest:
            refused = self._guard.admit(page)
            if refused is not None:
                return refused
            if request.mimetype != PLAIN:
                request.max_content_length = page.largest
        if page.writes and not page.outside and not g.visitor.owns(_key_said()):
            if page.again is None:
                if page.roles is None:
                    abort(403)
                # A page left open keeps its draft by itself, with its old key.
                return self._guard.admit(page, seen=False) or too_old(self._here())
            return page.again(**(request.view_args or {}))
        return self._guard.admit(page)

    def see_off(self, response: Response) -> Response:
        """Set the headers of every answer, and count it."""
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-store"
            response.headers["Vary"] = "Accept-Language, Cookie"
        if self._parts.settings.is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        response.headers["X-Correlation-Id"] = str(g.story)
        self._doorman.goodbye(g.visitor, g.before, response)
        rule = request.url_rule.rule if request.url_rule else UNKNOWN_PAGE
        took = time.monotonic() - g.began
        method = request.method if request.method in METHODS else OTHER_METHOD
        self._parts.metrics.http(rule, method, response.status_code, took)
        log_access(rule, method, response.status_code, took)
        return response

    def forget(self, _: BaseException | None) -> None:
        """Let the next page of this greenthread be another story."""
        token = g.pop("token", None)
        if token is not None:
            current.reset(token)

    def surroundings(self) -> dict[str, Any]:
        """Return what every template knows."""
        settings, words = self._parts.settings, g.words
        zone, language = settings.time_zone, words.language
        return {
            "t": words,
            "lang": language,
            "languages": NAMES,
            "size": chosen(request, "size", SIZES),
            "sizes": SIZES,
            "theme": chosen(request, "theme", THEMES),
            "themes": THEMES,
            "idle_seconds": int(IDLE.total_seconds()),
            "warn_seconds": int(WARNED.total_seconds()),
            "hotkeys": chosen(request, "keys", KEYS),
            "then": chosen(request, "then", THEN),
            "static": assets.address_of,
            "form_key": g.visitor.form_key,
            "staff_here": staff_here,
            "here": self._here(),
            "page": request.endpoint,
            "place_name": settings.place_name,
            "environment": settings.environment,
            "telephone": settings.telephone,
            "say_date": lambda at: say_date(at, language, zone),
            "script_of": script_of,
            "say_day": lambda day: say_day(day, language),
            "say_month": lambda month: say_month(month, language),
            "say_moment": lambda at: say_moment(at, language, zone),
            "say_shortly": lambda at: say_shortly(
                at, self._parts.clock.now(), language, zone
            ),
            "behind": self._behind(),
            "told_at": self._told_at(),
            "lacking": bool(g.gaps),
            "person": self._person,
            "units_in": self._units_in,
            "faults": {},
        }

    def apologise(self, error: Exception) -> Response:
        """Say in words what went wrong, what was kept, and what to do."""
        if isinstance(error, HTTPException) and error.code is not None:
            status = error.code
        elif isinstance(error, UNAVAILABLE):
            status = 503
        else:
            status = 500
        if status >= 500:
            log_failure(Problem(status), error, request.endpoint or UNKNOWN_PAGE)
        if status == 404:
            return missing(g.story)
        key = f"error.{status}" if g.words.has(f"error.{status}.title") else "error.500"
        return draw("error.html", status, key=key, story=g.story)

    def _person(self, staff_id: str | None) -> str:
        """Return who somebody of the staff is, to somebody of the staff."""
        here = staff_here()
        if here is None:
            return staff_id or ""
        who = Asker(here, g.words.language)
        return self._parts.desk.people.name(who, staff_id)

    def _units_in(
        self,
        among: Collection[str] | None = None,
        suggested: str = "",
        *,
        likely: bool = False,
    ) -> list[Choices]:
        """Return the units that a form offers; `likely`: those given to last first."""
        here = staff_here()
        if here is None:
            return []
        units = self._parts.desk.units.tree(Asker(here, g.words.language))
        recent = g.visitor.given.get(here.staff_id, []) if likely else []
        return choices(
            units,
            among=among,
            suggested=suggested,
            recent=recent,
            own=here.organisation_id,
        )

    def _here(self) -> str:
        """Return the page to come back to; a form that only takes has one above it.

        A link that is somebody's own stands in no address but its own.
        """
        if (request.endpoint or "") in UNREPEATED:
            return LINK
        page = self._rows.get(request.endpoint or "")
        readable = {each.path for each in self._rows.values() if not each.writes}
        if page is None or page.path in readable:
            return request.path
        return request.path.rpartition("/")[0] or "/"

    def _told_at(self) -> datetime | None:
        """Return when what is shown was told, where an owner does not answer now."""
        if not g.ages:
            return None
        return self._parts.clock.now() - timedelta(seconds=max(g.ages))

    def _behind(self) -> int:
        """Return how many minutes the read model is behind, if that is worth saying."""
        seconds = self._parts.lag.seconds
        return round(seconds / 60) if seconds > STALE_SECONDS else 0


def _key_said() -> str:
    """Return the form's key; scripts of ours that send no form say it in a header."""
    return request.form.get("key", "") or request.headers.get("X-Form-Key", "")
