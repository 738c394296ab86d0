"""The part of the notify section that says how people are told."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from marshmallow import (
    Schema,
    ValidationError,
    fields,
    post_load,
    validate,
    validates_schema,
)

from notify.adapters.policies.bases import bases_of_rules, cited
from notify.domain.sending.means import Means
from notify.domain.sending.policy import (
    BASES,
    FailOver,
    Limit,
    QuietHours,
    SendingPolicy,
)

TO_DESKS = (Means.EMAIL, Means.IN_APP, Means.CALL, Means.FILE)
TO_PETITIONERS = tuple(each for each in Means if each is not Means.WEBHOOK)


def _means(allowed: tuple[Means, ...]) -> fields.List[Any]:
    names = [each.value for each in allowed]
    return fields.List(
        fields.String(validate=validate.OneOf(names)), validate=validate.Length(min=1)
    )


def _whole(lowest: int, highest: int) -> fields.Integer:
    return fields.Integer(strict=True, validate=validate.Range(lowest, highest))


def _clock() -> fields.Time:
    return fields.Time(format="%H:%M")


class QuietSchema(Schema):
    """Hours in which nobody is disturbed; `means` says by what."""

    begins = fields.Time(format="%H:%M", required=True, data_key="from")
    ends = fields.Time(format="%H:%M", required=True, data_key="to")
    means = _means(TO_PETITIONERS)

    @validates_schema(skip_on_field_errors=True)
    def has_an_end(self, said: dict[str, Any], **_: object) -> None:
        """Refuse a night without an end: what waits for it would never go."""
        if said["begins"] == said["ends"]:
            raise ValidationError(
                {"to": ["is the same as from: nothing would ever go"]}
            )

    @post_load
    def make(self, said: dict[str, Any], **_: object) -> QuietHours:
        """Return the hours."""
        if "means" in said:
            said["means"] = frozenset(map(Means, said["means"]))
        return QuietHours(**said)


class LimitSchema(Schema):
    """What one provider takes."""

    per_second = fields.Float(
        required=True, validate=validate.Range(0, 10_000, min_inclusive=False)
    )
    burst = fields.Integer(
        strict=True, load_default=1, validate=validate.Range(1, 10_000)
    )

    @post_load
    def make(self, said: dict[str, Any], **_: object) -> Limit:
        """Return the limit."""
        return Limit(**said)


class FailOverSchema(Schema):
    """When a provider is passed over, and for how long."""

    window_seconds = _whole(1, 86_400)
    least_calls = _whole(1, 10_000)
    share = fields.Float(validate=validate.Range(0, 1, min_inclusive=False))
    cool_down_seconds = _whole(1, 86_400)

    @post_load
    def make(self, said: dict[str, Any], **_: object) -> FailOver:
        """Return the rule."""
        given: dict[str, Any] = {}
        if "window_seconds" in said:
            given["window"] = timedelta(seconds=said["window_seconds"])
        if "cool_down_seconds" in said:
            given["cool_down"] = timedelta(seconds=said["cool_down_seconds"])
        if "least_calls" in said:
            given["least"] = said["least_calls"]
        if "share" in said:
            given["share"] = said["share"]
        return FailOver(**given)


class SendingSchema(Schema):
    """How people are told; every line may be left out."""

    petitioner_order = _means(TO_PETITIONERS)
    desk_order = _means(TO_DESKS)
    quiet = fields.Nested(QuietSchema)
    holidays_hold = _means(TO_DESKS)
    digest_at = _clock()
    limits = fields.Dict(
        keys=fields.String(validate=validate.Regexp(r"[a-z][a-z0-9-]{0,31}\Z")),
        values=fields.Nested(LimitSchema),
    )
    fail_over = fields.Nested(FailOverSchema)
    resends_unkeyed = fields.Boolean(truthy={True}, falsy={False})
    bases = bases_of_rules(BASES)


def build(said: Mapping[str, Any]) -> SendingPolicy:
    """Return the rules that the schema loaded."""
    rules = cited(said)
    for name in ("petitioner_order", "desk_order"):
        if name in rules:
            rules[name] = tuple(map(Means, rules[name]))
    if "holidays_hold" in rules:
        rules["holidays_hold"] = frozenset(map(Means, rules["holidays_hold"]))
    return SendingPolicy(**rules)


def describe(policy: SendingPolicy) -> Iterator[str]:
    """Say every rule of telling in a line of its own, with where it comes from."""
    for rule, words in _told(policy):
        yield f"{words} — {policy.basis(rule)}"


def _told(policy: SendingPolicy) -> Iterator[tuple[str, str]]:
    held = ", ".join(sorted(policy.holidays_hold)) or "nothing"
    digest = f"at {policy.digest_at:%H:%M}" if policy.digest_at else "none"
    order = ", ".join(policy.petitioner_order)
    yield "petitioner_order", f"petitioners are told by: {order}"
    yield "desk_order", f"desks are told by: {', '.join(policy.desk_order)}"
    yield "quiet", f"quiet hours: {_quiet(policy.quiet)}"
    yield "holidays_hold", f"held on rest days: {held}"
    yield "digest_at", f"daily digest: {digest}"
    for name, limit in sorted(policy.limits.items()):
        taken = f"{limit.per_second:g} a second, {limit.burst} at once"
        yield "limits", f"limit of {name}: {taken}"
    over = policy.fail_over
    yield (
        "fail_over",
        f"fail-over: {over.share:.0%} of {over.least} calls or more in vain within"
        f" {over.window.total_seconds():g} s, for {over.cool_down.total_seconds():g} s",
    )
    yield "resends_unkeyed", f"resends_unkeyed: {policy.resends_unkeyed}"


def _quiet(quiet: QuietHours | None) -> str:
    if quiet is None:
        return "none"
    by = ", ".join(sorted(quiet.means))
    return f"{quiet.begins:%H:%M} to {quiet.ends:%H:%M} for {by}"
