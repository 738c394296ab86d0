"""What a routing process must be told before it starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from minqing_chassis.settings import BaseSettings, setting, whole_number
from routing.domain.deadline import Clocks


@dataclass(frozen=True, kw_only=True)
class Settings(BaseSettings):
    """Routing's own settings beside those of every service: lengths of time."""

    handling_days: int = setting("HANDLING_DAYS", whole_number(1, 3650), default=60)
    reworking_days: int = setting("REWORKING_DAYS", whole_number(1, 3650), default=15)
    grace_days: int = setting("GRACE_DAYS", whole_number(0, 365), default=1)
    escalation_days: int = setting("ESCALATION_DAYS", whole_number(1, 365), default=3)

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
