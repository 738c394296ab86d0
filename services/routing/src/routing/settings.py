"""What a routing process must be told before it starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Self

from minqing_chassis.settings import BaseSettings, setting, whole_number
from minqing_kernel.working_time import WorkCalendar
from routing.domain.deadline import Clocks
from routing.domain.hazards.hazard import EVERY_OTHER, HazardDesks, HazardKind
from routing.domain.policy import RoutingPolicy


def agency_desks(value: str) -> frozenset[str]:
    """Read `UNIT+UNIT`: who speaks for the agency, beside its top unit."""
    return frozenset(filter(None, (each.strip() for each in value.split("+"))))


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
    """Routing's own settings beside those of every service.

    Each that is given wins over the place's policy: lengths of time in days, who hears
    of hazards, and how many cases call for a project. `agency_id` names this deployment
    among its neighbours, whom `agencies_dir` tells of; empty: it stands alone.
    Every `digest_minutes` it tells each neighbour where what they share stands; so many
    such letters, and MiB of them, are taken of one within an hour.
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

    gathered_cases: int | None = setting(
        "GATHERED_CASES", whole_number(2, 10_000), default=None
    )

    agency_id: str = setting("AGENCY_ID", str, default="")
    agency_desks: frozenset[str] = setting(
        "AGENCY_DESKS", agency_desks, default=frozenset()
    )
    agencies_dir: Path | None = setting("AGENCIES_DIR", Path, default=None)
    agency_key_file: Path | None = setting("AGENCY_KEY_FILE", Path, default=None)

    digest_minutes: int = setting("DIGEST_MINUTES", whole_number(1, 10_080), default=60)
    account_letters: int = setting(
        "STATEMENT_LETTERS_PER_HOUR", whole_number(1, 1_000_000), default=2_000
    )
    account_mib: int = setting(
        "STATEMENT_MIB_PER_HOUR", whole_number(1, 10_000), default=64
    )

    @property
    def neighbourhood(self) -> tuple[str, Path | None, Path | None]:
        """Return who this deployment is, its directory's folder and its key."""
        return self.agency_id, self.agencies_dir, self.agency_key_file

    @property
    def digest_every(self) -> timedelta:
        """Return how often neighbours are told where what is shared stands."""
        return timedelta(minutes=self.digest_minutes)

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Self:
        """Read the environment; raise SettingsError that names all faults at once."""
        return cls.from_environ(environ, "routing")

    def clocks_under(self, policy: RoutingPolicy, calendar: WorkCalendar) -> Clocks:
        """Return the lengths of time that the cases run by under a place's rules."""
        again = self.reworking_days
        return Clocks(
            policy=policy,
            calendar=calendar,
            handling=_days(self.handling_days, Clocks.handling),
            reworking=timedelta(days=again) if again else None,
            grace=_days(self.grace_days, policy.grace),
            step=_days(self.escalation_days, policy.step),
        )


def _days(number: int | None, usual: timedelta) -> timedelta:
    return usual if number is None else timedelta(days=number)
