"""The public page of doors: channels, addresses, who receives when (条例第18条)."""

from datetime import datetime
from typing import Any, Final

from marshmallow import Schema, fields, validate

from intake.bootstrap import Parts
from intake.domain.booking import BOOKABLE_DAYS, Place
from intake.domain.policy import IntakePolicy
from intake.domain.publishing import Reception, Way, receptions
from intake.entrypoints.settling import one_of
from minqing_chassis.http.route import PUBLIC, Reply, Request, Route

MOST_DAYS = 92
UNTOLD: Final = {
    "zh-CN": (
        "本地规则尚未公布渠道和接待日，没有默认的电话和地址；"
        "现在可在网上提交，或到政务服务窗口、寄信反映。"
    ),
    "zh-TW": (
        "本地規則尚未公布管道和接待日，沒有預設的電話和地址；"
        "現在可在網上提交，或到政務服務窗口、寄信反映。"
    ),
    "en": (
        "The rules of this place name no way and no reception day, and there is no"
        " usual telephone or address; until they do, submit online, at a service"
        " window or by letter."
    ),
}
"""Where the policy file holds no `channels`: nothing is invented in its stead."""


class CalendarQuerySchema(Schema):
    """How many days of receptions, from today on."""

    days = fields.Integer(
        load_default=BOOKABLE_DAYS, validate=validate.Range(1, MOST_DAYS)
    )


class WaySchema(Schema):
    """One way to the agency; `where` is an address, a number or a link."""

    way = fields.String(required=True, validate=one_of(Way))
    name = fields.String(required=True)
    where = fields.String(required=True)
    hours = fields.String(required=True)


class ReceptionSchema(Schema):
    """One reception; `moved_from` is the rest day that it was put off from.

    By `session` one of its `seats` is booked; 0: whoever comes, comes. Once it has
    begun none is `free`.
    """

    day = fields.Date(required=True)
    begins = fields.String(required=True)
    ends = fields.String(required=True)
    place = fields.String(required=True)
    host = fields.String(required=True)
    moved_from = fields.Date(required=True, allow_none=True)
    official = fields.Boolean(required=True)
    session = fields.String(required=True)
    seats = fields.Integer(required=True)
    free = fields.Integer(required=True)


class PapersSchema(Schema):
    """How large and long a paper (PDF) may be that comes with a petition."""

    mib = fields.Integer(required=True)
    pages = fields.Integer(required=True)


class ChannelsSchema(Schema):
    """What 条例第18条 has published; `lacking` is what this place has not told.

    `note` says in words what holds where the place's rules tell of no way at all.

    A reception is not `official` while the calendar of its year is not announced.
    """

    agency = fields.String(required=True)
    policy = fields.String(required=True)
    ways = fields.List(fields.Nested(WaySchema), required=True)
    lacking = fields.List(fields.String(validate=one_of(Way)), required=True)
    receptions = fields.List(fields.Nested(ReceptionSchema), required=True)
    note = fields.String(required=True, allow_none=True)
    papers = fields.Nested(PapersSchema, required=True)


class PublicDoors:
    """Tells anybody how and when to come."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [
            Route(
                method="GET",
                path="/v1/channels",
                operation=self.list_channels,
                summary="信访渠道、地址和接待日 How, where and when to come",
                description=(
                    "条例第18条：渠道、地址、电话、接待时间地点、查询方式；接待日按工作日历"
                    "推算。For anybody, without a token."
                ),
                roles=PUBLIC,
                query=CalendarQuerySchema,
                replies={200: ChannelsSchema},
                tag="公开 Public",
            )
        ]

    def list_channels(self, request: Request) -> Reply:
        """Answer with what the place publishes today."""
        now = self._parts.clock.now()
        policy = self._parts.policy_at(now)
        found = receptions(
            policy.receptions,
            policy.day(now),
            request.query["days"],
            self._parts.calendar,
        )
        told = {each.way for each in policy.ways}
        body: dict[str, Any] = {
            "agency": self._parts.settings.agency,
            "policy": policy.code,
            "ways": [vars(each) for each in policy.ways],
            "lacking": [each for each in Way if each not in told],
            "receptions": self._told(found, policy, now),
            "note": None if policy.ways else UNTOLD[request.language],
            "papers": {
                "mib": policy.paper_mib_at_most,
                "pages": policy.paper_pages_at_most,
            },
        }
        return Reply(body)

    def _told(
        self, found: list[Reception], policy: IntakePolicy, now: datetime
    ) -> list[dict[str, Any]]:
        booked = [each.session for each in found if each.rule.seats]
        taken = self._parts.bookings.rows.taken(booked)
        told = []
        for one in found:
            begun = Place.at(one).has_begun(now, policy.zone)
            free = 0 if begun else one.rule.seats - taken.get(one.session, 0)
            told.append({**self._reception(one), "free": max(free, 0)})
        return told

    def _reception(self, one: Reception) -> dict[str, Any]:
        return {
            "session": one.session,
            "seats": one.rule.seats,
            "day": one.day,
            "begins": f"{one.rule.begins:%H:%M}",
            "ends": f"{one.rule.ends:%H:%M}",
            "place": one.rule.place,
            "host": one.rule.host,
            "moved_from": one.moved_from,
            "official": self._parts.calendar.is_official(one.day),
        }
