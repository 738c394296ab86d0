"""What a routing process must be told before it starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from minqing_chassis.settings import BaseSettings, setting, whole_number
from routing.domain.deadline import Clocks
from routing.domain.hazards.hazard import EVERY_OTHER, HazardDesks, HazardKind


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
    """Routing's own settings beside those of every service: lengths of time."""

    handling_days: int = setting("HANDLING_DAYS", whole_number(1, 3650), default=60)
    reworking_days: int = setting("REWORKING_DAYS", whole_number(1, 3650), default=15)
    grace_days: int = setting("GRACE_DAYS", whole_number(0, 365), default=1)
    escalation_days: int = setting("ESCALATION_DAYS", whole_number(1, 365), default=3)

    hazard_desks: HazardDesks = setting(
        "HAZARD_DESKS", hazard_desks, default=HazardDesks()
    )

    gathered_cases: int = setting("GATHERED_CASES", whole_number(2, 10_000), default=5)

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Self:
        """Read the environment; raise SettingsError that names all faults at once."""
        return cls.from_environ(environ, "routing")

    @property
    def clocks(self) -> Clocks:
        """The lengths of time that the cases run by."""
        return Clocks(
            handling=timedelta(days=self.handling_days),
            reworking=timedelta(days=self.reworking_days),
            grace=timedelta(days=self.grace_days),
            step=timedelta(days=self.escalation_days),
        )
