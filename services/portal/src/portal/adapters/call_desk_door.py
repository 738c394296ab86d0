"""What the hotline's desk asks of the owners while somebody speaks."""

import time
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from marshmallow import fields

from portal.adapters.desk_doors import Asker, StaffDoor
from portal.adapters.replies import Reply
from portal.application.ports import Away, Refused

NO_MEANS: Final = "none"
DISTURBING: Final = ["sms", "call", "email", "letter"]
"""What does not reach who wants no answer; where they look themselves it stands."""
FRESH_SECONDS: Final = 300.0
AGAIN_SECONDS: Final = 10.0


class CallersMatterReply(Reply):
    """One of a caller's earlier matters."""

    receipt = fields.String(required=True)
    title = fields.String(required=True)
    category = fields.String(load_default=None, allow_none=True)
    state = fields.String(required=True)
    words = fields.String(required=True)
    received_at = fields.AwareDateTime(required=True)
    deadline = fields.AwareDateTime(load_default=None, allow_none=True)
    organisation_id = fields.String(load_default=None, allow_none=True)
    open = fields.Boolean(required=True)


class CallerReply(Reply):
    """Who calls, masked, and what they told before."""

    name = fields.String(load_default="")
    total = fields.Integer(required=True)
    open = fields.Integer(required=True)
    matters = fields.List(fields.Nested(CallersMatterReply), required=True)


class SuggestedReply(Reply):
    """A category that is likely, and why."""

    category = fields.String(required=True)
    matters = fields.Integer(required=True)
    of = fields.Integer(required=True)
    words = fields.List(fields.String(), load_default=list)


class SuggestedCategoriesReply(Reply):
    """At most three, the likeliest first."""

    suggestions = fields.List(fields.Nested(SuggestedReply), required=True)


class GuideReply(Reply):
    """What is said of a category, and what to bring."""

    category = fields.String(required=True)
    answer = fields.String(load_default="")
    materials = fields.List(fields.String(), load_default=list)
    words = fields.List(fields.String(), load_default=list)


class GuidesReply(Reply):
    """All of them."""

    guides = fields.List(fields.Nested(GuideReply), required=True)


class CompetenceReply(Reply):
    """Who would answer; nobody where `organisation_id` is null."""

    organisation_id = fields.String(load_default=None, allow_none=True)
    within_days = fields.Integer(load_default=None)


class PlaceReply(Reply):
    """A place by its address."""

    organisation_id = fields.String(required=True)
    label = fields.String(required=True)


class PlacesReply(Reply):
    """At most nine."""

    items = fields.List(fields.Nested(PlaceReply), required=True)


class CallsCountedReply(Reply):
    """How many calls came to nothing, by outcome."""

    outcomes = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class CallDeskDoor:
    """Intake, routing and registry, as who sits at the telephone asks them."""

    def __init__(
        self,
        intake: str,
        routing: str,
        registry: str,
        notify: str,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._intake = StaffDoor(intake)
        self._routing = StaffDoor(routing)
        self._registry = StaffDoor(registry)
        self._notify = StaffDoor(notify)
        self._now = now
        self._guides: dict[str, dict[str, Any]] = {}
        self._again = 0.0

    def caller(self, asker: Asker, telephone: str) -> dict[str, Any]:
        """Return what a telephone told before; intake writes down who looked."""
        body = {"telephone": telephone}
        return self._intake.ask("/v1/callers", asker, body, CallerReply)

    def suggested(self, asker: Asker, text: str) -> list[dict[str, Any]]:
        """Return as what it may be filed, the likeliest first."""
        path = "/v1/category-suggestions"
        told = self._intake.ask(path, asker, {"text": text}, SuggestedCategoriesReply)
        found: list[dict[str, Any]] = told["suggestions"]
        return found

    def guides(self, asker: Asker) -> dict[str, dict[str, Any]]:
        """Return the guides by category; the last ones known where intake is away."""
        if self._now() >= self._again:
            try:
                told = self._intake.read("/v1/category-guides", asker, GuidesReply)
                self._guides = {each["category"]: each for each in told["guides"]}
                pause = FRESH_SECONDS
            except (Away, Refused):
                pause = AGAIN_SECONDS
            self._again = self._now() + pause
        return self._guides

    def say_guide(self, asker: Asker, category: str, said: dict[str, Any]) -> None:
        """Let a category's guide read thus; twice is once."""
        path = f"/v1/category-guides/{quote(category, safe='')}"
        self._intake.write(path, asker, said, "", method="PUT")
        self._again = 0.0

    def would_go(
        self, asker: Asker, category: str, division: str, unit: str = ""
    ) -> dict[str, Any]:
        """Return who would answer for such a matter by today's rules.

        `unit` is where it came in, if that may decide.
        """
        query = {"category": category, "division": division}
        query |= {"organisation": unit} if unit else {}
        return self._routing.read("/v1/competence", asker, CompetenceReply, query)

    def say_wish(self, asker: Asker, petition: UUID, wish: str) -> None:
        """Say by what a petitioner wants to be told; twice is once.

        Notify knows a matter a moment after intake does; raises Refused until then.
        """
        told: dict[str, Any] = {"preferred": wish, "refused": []}
        if wish == NO_MEANS:
            told = {"preferred": None, "refused": DISTURBING}
        path = f"/v1/petitions/{petition}/wish"
        self._notify.write(path, asker, told, "", method="PUT")

    def places(self, asker: Asker, text: str) -> list[dict[str, Any]]:
        """Return the places that somebody may mean."""
        query = {"text": text}
        path = "/v1/premises-found"
        told = self._registry.read(path, asker, PlacesReply, query)
        found: list[dict[str, Any]] = told["items"]
        return found

    def count(self, asker: Asker, outcome: str, unit: str, key: str) -> None:
        """Count a call of which no matter came."""
        body = {"outcome": outcome, "organisation_id": unit}
        self._intake.write("/v1/mere-calls", asker, body, key)

    def counted(self, asker: Asker, since: str, until: str) -> dict[str, int]:
        """Return how many calls of some days came to nothing, by outcome."""
        query = {"since": since, "until": until}
        told = self._intake.read("/v1/reports/calls", asker, CallsCountedReply, query)
        found: dict[str, int] = told["outcomes"]
        return found
