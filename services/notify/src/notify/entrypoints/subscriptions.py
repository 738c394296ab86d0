"""Subscriptions by HTTP: which other systems are told of what, and their secrets."""

from typing import Any

from marshmallow import Schema, fields, validate

from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.messages import Role
from minqing_kernel.text import Unreadable, clean
from notify.application.commands import Subscribe
from notify.bootstrap import Parts
from notify.domain.occurrence import Step
from notify.domain.sending.subscription import Subscription

TAG = "订阅 Subscriptions"
OPERATORS = frozenset({Role.OPS})
ADDRESS = r"^https?://[a-zA-Z0-9.-]{1,200}(:[0-9]{1,5})?(/[!-~]{0,250})?\Z"
STEPS = [each.value for each in Step]


class SubscribeSchema(Schema):
    """Where a system is told, of which steps (none named: all), of whose petitions."""

    name = fields.String(required=True, validate=validate.Length(1, 120))
    url = fields.String(required=True, validate=validate.Regexp(ADDRESS))
    steps = fields.List(
        fields.String(validate=validate.OneOf(STEPS)),
        load_default=list,
        validate=validate.Length(max=len(STEPS)),
    )
    organisation_id = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(1, 64)
    )
    active = fields.Boolean(load_default=True)
    renew_secret = fields.Boolean(load_default=False)


class SubscriptionSchema(Schema):
    """One subscription; what it is told is signed with `secret`."""

    subscription_id = fields.UUID(required=True)
    name = fields.String(required=True)
    url = fields.String(required=True)
    steps = fields.List(fields.String(), required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    active = fields.Boolean(required=True)
    changed_by = fields.String(required=True)
    changed_at = fields.AwareDateTime(required=True)
    secret = fields.String(required=True)


class SubscriptionsSchema(Schema):
    """Every subscription, by name."""

    subscriptions = fields.List(fields.Nested(SubscriptionSchema), required=True)


class SubscriptionDoor:
    """The operations on subscriptions."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [
            Route(
                method="GET",
                path="/v1/subscriptions",
                operation=self.list_subscriptions,
                summary="订阅 Which systems are told of what",
                roles=OPERATORS,
                replies={200: SubscriptionsSchema},
                tag=TAG,
            ),
            Route(
                method="PUT",
                path="/v1/subscriptions/{subscription_id:uuid}",
                operation=self.subscribe,
                summary="设定订阅 Let a system be told, or no more",
                roles=OPERATORS,
                body=SubscribeSchema,
                replies={200: SubscriptionSchema},
                errors=(Unreadable,),
                tag=TAG,
            ),
        ]

    def list_subscriptions(self, _: Request) -> Reply:
        """Answer with every subscription."""
        found = self._parts.sending.subscriptions()
        return Reply({"subscriptions": [self._shown(each) for each in found]})

    def subscribe(self, request: Request) -> Reply:
        """Keep a subscription."""
        body = request.body
        command = Subscribe(
            actor=request.actor,
            subscription_id=request.params["subscription_id"],
            name=clean(body["name"], field="name"),
            url=clean(body["url"], field="url"),
            steps=frozenset(map(Step, body["steps"])),
            organisation_id=body["organisation_id"],
            active=body["active"],
            renew=body["renew_secret"],
        )
        kept: Subscription = self._parts.bus.handle(command, request.cause)
        return Reply(self._shown(kept))

    def _shown(self, each: Subscription) -> dict[str, Any]:
        shown = {name: getattr(each, name) for name in SHOWN}
        secret = self._parts.sending.secrets.of(each.key)
        return shown | {"steps": sorted(each.steps), "secret": secret}


SHOWN = (
    "subscription_id",
    "name",
    "url",
    "organisation_id",
    "active",
    "changed_by",
    "changed_at",
)
