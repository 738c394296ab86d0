"""Looks at checks: by those who see the place's figures."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from minqing_kernel.messages import Actor
from registry.application.authority import must_see_place
from registry.application.checks.ports import CheckReader
from registry.application.checks.views import Undrawn, WholeDraw
from registry.application.ports import Places
from registry.domain.checks.errors import DrawUnknown
from registry.domain.checks.rules import CheckPolicy
from registry.domain.periods import period_before
from registry.domain.profiles import OrganisationKind
from registry.domain.values import civil_day


def whole_draw(
    reader: CheckReader, places: Places, draw_id: UUID, actor: Actor
) -> WholeDraw:
    """Return a draw; raises DrawUnknown, OutOfReach."""
    found = reader.draw(draw_id)
    if found is None:
        raise DrawUnknown
    must_see_place(actor, places, found.card.organisation_id)
    return found


def undrawn(
    reader: CheckReader,
    policy: CheckPolicy,
    organisation_id: str,
    kind: OrganisationKind,
    at: datetime,
) -> Sequence[Undrawn]:
    """Return the rules of whose last period a place drew no lots yet."""
    missing = []
    for rule in policy.rules:
        period = period_before(rule.period, civil_day(at))
        if kind not in rule.places:
            continue
        if rule.code not in reader.rules_drawn(organisation_id, period.since):
            told = Undrawn(rule=rule.code, title=rule.title, **vars(period))
            missing.append(told)
    return missing
