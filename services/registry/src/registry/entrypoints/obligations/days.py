"""Doors about days, tags and excuses: what is due when, who owes, who was absent."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.application.obligations import queries
from registry.application.obligations.commands import GiveExcuse, SayTags
from registry.application.obligations.ports import Scope
from registry.application.visits.queries import must_oversee
from registry.bootstrap import Parts
from registry.domain.authority import check_govern
from registry.domain.errors import OutOfReach, Taken
from registry.domain.obligations.periods import Period
from registry.domain.obligations.tagging import TAG as WORD
from registry.domain.obligations.tagging import TagProfile
from registry.domain.values import civil_day
from registry.entrypoints.obligations import schemas
from registry.entrypoints.structure import GOVERNORS, page_of
from registry.entrypoints.words import AGE

TAG: Final = "任务 Obligations"


class TaskDoor:
    """The operations about days, tags and excuses."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._judge = parts.judge

    def list_mine(self, request: Request) -> Reply:
        """Show what is due for oneself."""
        return self._tasks(request, Scope(bearer_id=request.actor.id, own=True))

    def list_tasks(self, request: Request) -> Reply:
        """Show what is due in a place."""
        place = str(request.query["organisation"])
        must_oversee(request.actor, self._parts.reader, [place])
        return self._tasks(request, Scope(place=place))

    def list_days(self, request: Request) -> Reply:
        """Show the days on which something is owed."""
        return Reply({"items": queries.calendar_of(self._judge, _span(request))})

    def list_tags(self, request: Request) -> Reply:
        """Show a page of what is tagged so in a place."""
        asked = dict(request.query)
        place = str(asked.pop("organisation"))
        lineage = self._parts.reader.lineage(place)
        check_govern(request.actor, lineage)
        tag = _tag(request)
        return page_of(self._judge.reader.tagged(tag, place, **asked), request)

    def put_tags(self, request: Request) -> Reply:
        """Tag staff, or those to whom something is owed."""
        tag = _tag(request)
        profiles = [TagProfile(tag=tag, **each) for each in request.body["items"]]
        command = SayTags(actor=request.actor, profiles=profiles)
        return Reply({"tagged": self._parts.bus.handle(command, request.cause)})

    def put_excuse(self, request: Request) -> Reply:
        """Say why one was absent."""
        command = GiveExcuse(
            actor=request.actor,
            rule=str(request.params["rule"]),
            day=_day(str(request.params["day"])),
            reason=request.body["reason"],
        )
        self._parts.bus.handle(command, request.cause)
        said = {"rule": command.rule, "day": command.day, "reason": command.reason}
        return Reply(said)

    def _tasks(self, request: Request, scope: Scope) -> Reply:
        today = civil_day(self._parts.clock.now())
        found = queries.tasks(self._judge, scope, _span(request), today)
        return Reply({"items": found})


def tag_routes(days: TaskDoor) -> Iterator[Route]:
    """Yield the routes of tags."""
    yield Route(
        method="GET",
        path="/v1/obligation-tags/{tag}",
        operation=days.list_tags,
        summary="标注名单（起止可见） What is tagged so, past and present",
        roles=GOVERNORS,
        query=schemas.TagsQuery,
        replies={200: schemas.TagPageSchema},
        errors=(OutOfReach, Invalid),
        tag=TAG,
    )
    yield Route(
        method="PUT",
        path="/v1/obligation-tags/{tag}",
        operation=days.put_tags,
        summary="标注责任人与对象（可注明起止） Tag who owes, and to whom (A-20)",
        roles=GOVERNORS,
        body=schemas.TagsBody,
        replies={200: schemas.TaggedSchema},
        errors=(OutOfReach, Taken, Invalid),
        tag=TAG,
    )


def _span(request: Request) -> Period:
    return Period(request.query["since"], request.query["until"])


def _day(said: str) -> date:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise Invalid(fields={"day": "bad-day"}) from None
    if day.year not in AGE:
        raise Invalid(fields={"day": "bad-day"})
    return day


def _tag(request: Request) -> str:
    said = str(request.params["tag"])
    if not WORD.match(said):
        raise Invalid(fields={"tag": "bad-code"})
    return said
