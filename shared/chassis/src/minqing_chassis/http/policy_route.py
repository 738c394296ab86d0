"""The place's rules over HTTP: in force today, and what the house's own would be."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from marshmallow import Schema, fields

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_chassis.policies import PolicyBook
from minqing_kernel.clock import Clock
from minqing_kernel.messages import Role
from minqing_kernel.working_time import local_day

P = TypeVar("P")


class RulesInForceSchema(Schema):
    """The rules in force, a line each, and the lines of the default.

    `valid_from` is null before the place's first edition; `next_from` is when the next
    begins.
    """

    code = fields.String(required=True)
    title = fields.String(required=True)
    valid_from = fields.Date(required=True, allow_none=True)
    next_from = fields.Date(required=True, allow_none=True)
    lines = fields.List(fields.String(), required=True)
    default = fields.List(fields.String(), required=True)


def policy_route(
    book: PolicyBook[P], describe: Callable[[P], Iterable[str]], clock: Clock
) -> Route:
    """Return the row that tells staff by which rules the service works."""

    def show_policy(request: Request) -> Reply:
        now = clock.now()
        day = local_day(now)
        begun = [each.valid_from for each in book.editions]
        return Reply(
            {
                "code": book.code,
                "title": book.title,
                "valid_from": max((e for e in begun if e <= day), default=None),
                "next_from": min((e for e in begun if e > day), default=None),
                "lines": list(describe(book.at(now))),
                "default": list(describe(book.statute)),
            }
        )

    return Route(
        method="GET",
        path="/v1/policy",
        operation=show_policy,
        summary="现行规则及其依据 The rules in force, with their basis",
        roles=STAFF | {Role.OPS},
        replies={200: RulesInForceSchema},
        tag="规则 Rules",
    )
