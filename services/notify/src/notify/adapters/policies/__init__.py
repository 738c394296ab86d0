"""The notify section of a policy file, composed of the parts' own schemas."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from marshmallow import Schema, fields

from minqing_chassis.policies import PolicyBook, read_policies
from notify.adapters.policies import follow_up, rates, sending
from notify.domain.figures.policy import RatesPolicy
from notify.domain.policy import STATUTE, NotifyPolicy


class NotifySchema(Schema):
    """The whole section; what it leaves out holds as the statute's policy says."""

    sending = fields.Nested(sending.SendingSchema, load_default=dict)
    follow_up = fields.Nested(follow_up.FollowUpSchema, load_default=dict)
    rates = fields.Nested(rates.RatesSchema, load_default=dict)


def load_policies(path: Path | None = None) -> PolicyBook[NotifyPolicy]:
    """Return the place's rules of notify; without a file the statute's.

    Raises ConfigurationError, which names the file, the line and the field.
    """
    return read_policies(path, "notify", NotifySchema(), _policy, STATUTE)


def rates_of(book: PolicyBook[NotifyPolicy]) -> PolicyBook[RatesPolicy]:
    """Return the editions of the rules of the rates alone."""
    return book.part(lambda rules: rules.rates)


def describe(policy: NotifyPolicy) -> Iterator[str]:
    """Say every rule in a line of its own."""
    yield f"policy: {policy.code}"
    yield from sending.describe(policy.sending)
    yield from follow_up.describe(policy.follow_up)
    yield from rates.describe(policy.rates)


def _policy(code: str, said: Mapping[str, Any]) -> NotifyPolicy:
    return NotifyPolicy(
        code=code,
        sending=sending.build(said["sending"]),
        follow_up=follow_up.build(said["follow_up"]),
        rates=rates.build(code, said["rates"]),
    )
