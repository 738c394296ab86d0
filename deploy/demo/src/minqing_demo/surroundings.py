"""Where the agency of the demo is: addresses, keys, letters, as the operator has it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from minqing_demo.cast import Passes
from minqing_demo.doors import Doors
from minqing_demo.reading import Reading
from minqing_demo.stage import Stage
from minqing_local.choices import Choices
from minqing_local.premises import Premises


@dataclass(frozen=True)
class Surroundings:
    """What the demo must know of the agency beside its HTTP addresses."""

    endpoints: Path
    clock: Path
    environ: Mapping[str, str]

    @classmethod
    def of(cls, endpoints: Path, clock: Path | None) -> Self:
        """Take the operator's environment, completed from the agency's own folder."""
        folder = endpoints.absolute().parent
        return cls(endpoints, clock or folder / "clock.json", _environ(folder))

    @property
    def folder(self) -> Path:
        """The agency's folder, where the demo leaves what it must remember."""
        return self.endpoints.absolute().parent

    def stage(self) -> Stage:
        """Return a stage at this agency."""
        passes = Passes(
            Path(self.environ["JWT_PRIVATE_KEY_FILE"]), self.environ["AGENCY"]
        )
        doors = Doors.of_endpoints(self.endpoints)
        return Stage(doors, passes, self.clock, Path(self.environ["MAIL_OUT_DIR"]))

    def reading(self, stage: Stage) -> Reading:
        """Return a way to read what became of the stories."""
        return Reading(stage, self.environ["AMQP_URI"])


def _environ(folder: Path) -> dict[str, str]:
    """Return the environment; what is missing stands in the agency's folder.

    `make run` hands everything over; `make demo` comes from an operator's bare shell.
    """
    choices = Choices.from_environ(os.environ)
    premises = Premises(folder, ports=choices.ports, amqp_uri=choices.amqp_uri)
    found = {
        "AGENCY": choices.agency,
        "AMQP_URI": premises.amqp_uri,
        "JWT_PRIVATE_KEY_FILE": str(premises.keys.jwt_private),
        "MAIL_OUT_DIR": str(premises.mail_folder),
    }
    return found | dict(os.environ)
