"""Obligations: rules, facts and a place with people; each says only what matters."""

from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import yaml

from minqing_chassis.calendars import load_calendar
from minqing_kernel.messages import SYSTEM, Actor, Role
from minqing_kernel.working_time import CHINA
from registry.application.obligations.commands import SayTags
from registry.application.visits.commands import RecordVisit
from registry.domain.obligations.counting import Fact
from registry.domain.obligations.days import due_of
from registry.domain.obligations.periods import Every, Period, period_of
from registry.domain.obligations.rules import (
    Bearer,
    Counts,
    Measure,
    Owes,
    Rule,
    Source,
)
from registry.domain.obligations.standing import Frame
from registry.domain.obligations.tagging import Tagged, TagProfile
from registry.domain.profiles import DutyKind
from registry.domain.visits.kinds import SubjectKind
from registry.domain.visits.visit import Account, Subject
from services.registry.tests.builders import COMMUNITY

SHIPPED = Path(__file__).parents[3] / "deploy/policies"
CALENDAR = load_calendar(SHIPPED / "calendar.yml")
OF_WORKERS = Owes(bearer=Bearer.STAFF, duty=DutyKind.SOCIAL_WORKER)
OF_PARTY = Owes(bearer=Bearer.STAFF, tag="party-member")


def a_rule(**changes: Any) -> Rule:
    said: dict[str, Any] = {
        "code": "r-1",
        "title": "走访",
        "owes": OF_PARTY,
        "counts": Counts(source=Source.VISITS, codes=frozenset({"home"})),
        "every": Every.QUARTER,
        "measure": Measure.EVENTS,
        "basis": "本处",
    }
    return Rule(**(said | changes))


def a_fact(day: date, target: str | None = None, **changes: Any) -> Fact:
    said: dict[str, Any] = {
        "staff_id": "wang-li",
        "organisation_id": COMMUNITY,
        "day": day,
        "at": datetime.combine(day, time(10), CHINA),
        "event": str(uuid4()),
        "code": "home",
        "target": target,
    }
    return Fact(**(said | changes))


def a_frame(rule: Rule, as_of: date, today: date | None = None) -> Frame:
    period = period_of(as_of, rule.every)
    return framed(rule, period, as_of, today or as_of)


def framed(rule: Rule, period: Period, as_of: date, today: date) -> Frame:
    return Frame(
        rule=rule,
        period=period,
        due=due_of(rule, period, CALENDAR),
        as_of=as_of,
        today=today,
        calendar=CALENDAR,
    )


def every_site(folder: Path) -> Path:
    """Write one policy file with the obligations and kinds of all four sites."""
    path = folder / "all.yml"
    path.write_text(_all_sites(), "utf-8")
    return path


@cache
def _all_sites() -> str:
    rules, kinds = [], {}
    for site in ("jinquan", "laocheng", "wenxin", "dapeng"):
        said = yaml.safe_load((SHIPPED / f"{site}.yml").read_text("utf-8"))
        registry = said["editions"][0]["registry"]
        rules += registry["obligations"]["rules"]
        for kind in registry.get("visits", {}).get("kinds", ()):
            kinds[kind["code"]] = kind | {"requires": [], "subjects": ANYBODY}
    section = {"obligations": {"rules": rules}, "visits": {"kinds": [*kinds.values()]}}
    edition = {"valid_from": date(2022, 5, 1), "registry": section}
    whole = {"code": "all", "title": "四处合一", "editions": [edition]}
    return yaml.safe_dump(whole, allow_unicode=True)


ANYBODY = ["resident", "household", "firm", "organisation"]


def went(
    when: datetime,
    *subjects: tuple[str, Any],
    by: str = "wang-li",
    at: str = COMMUNITY,
    **changes: Any,
) -> RecordVisit:
    """Somebody of a unit went to see these."""
    said: dict[str, Any] = {"kind": "home", "held_at": when, "visitors": [by]}
    visit_id = changes.pop("visit_id", None) or uuid4()
    account = Account(
        **said | changes,
        subjects=[
            Subject(kind=SubjectKind(kind), id=str(key)) for kind, key in subjects
        ],
    )
    actor = Actor(id=by, role=Role.HANDLER, organisation_id=at)
    return RecordVisit(actor=actor, visit_id=visit_id, account=account)


def tagged(
    tag: str, kind: Tagged, *ids: Any, since: date = date(2020, 1, 1), until=None
) -> SayTags:
    profiles = [
        TagProfile(tag=tag, kind=kind, id=str(key), since=since, until=until)
        for key in ids
    ]
    return SayTags(actor=SYSTEM, profiles=profiles)


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), CHINA)


def days_before(day: date, days: int) -> date:
    return day - timedelta(days=days)


def ids(number: int, base: int = 1000) -> list[UUID]:
    return [UUID(int=base + each) for each in range(number)]
