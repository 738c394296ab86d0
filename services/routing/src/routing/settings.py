"""What a routing process must be told before it starts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Self

from minqing_chassis.settings import BaseSettings, setting, whole_number
from routing.domain.deadline import Clocks
from routing.domain.hazards.hazard import EVERY_OTHER, HazardDesks, HazardKind
from routing.domain.policy import RoutingPolicy


def hazard_desks(value: str) -> HazardDesks:
    """Read `fire=UNIT+UNIT,*=UNIT`: who is told of which kind of hazard."""
    desks: dict[str, tuple[str, ...]] = {}
    for part in value.split(","):
        kind, _, units = part.strip().partition("=")
        named = tuple(each.strip() for each in units.split("+"))
        if kind not in {*HazardKind, EVERY_OTHER} or not all(named):
            raise ValueError("must read like fire=UNIT+UNIT,*=UNIT")
        desks[kind] = named
    return HazardDesks(desks)


@dataclass(frozen=True, kw_only=True)
class Settings(BaseSettings):
    """Routing's own settings beside those of every service: lengths of time.

    Each that is given wins over the place's policy.
    """

    handling_days: int | None = setting(
        "HANDLING_DAYS", whole_number(1, 3650), default=None
    )
    reworking_days: int | None = setting(
        "REWORKING_DAYS", whole_number(1, 3650), default=None
    )
    grace_days: int | None = setting("GRACE_DAYS", whole_number(0, 365), default=None)
    escalation_days: int | None = setting(
        "ESCALATION_DAYS", whole_number(1, 365), default=None
    )

    hazard_desks: HazardDesks = setting(
        "HAZARD_DESKS", hazard_desks, default=HazardDesks()
    )

    gathered_cases: int = setting("GATHERED_CASES", whole_number(2, 10_000), default=5)

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Self:
        """Read the environment; raise SettingsError that names all faults at once."""
        return cls.from_environ(environ, "routing")

    def clocks_under(self, policy: RoutingPolicy) -> Clocks:
        """Return the lengths of time that the cases run by under a place's rules."""
        own = {
            "handling": self.handling_days,
            "reworking": self.reworking_days,
            "grace": self.grace_days,
            "step": self.escalation_days,
        }
        given = {
            name: timedelta(days=days) for name, days in own.items() if days is not None
        }
        return replace(Clocks(grace=policy.grace, step=policy.step), **given)
