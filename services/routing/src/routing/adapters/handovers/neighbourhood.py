"""Who this agency is, and whom it deals with; read at the start."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from minqing_chassis.settings import SettingsError
from minqing_kernel.clock import Clock
from minqing_kernel.working_time import local_day
from routing.adapters.agencies.files import load_agencies
from routing.adapters.agencies.post import Post
from routing.adapters.agencies.signing import Archivist, Signer, Verifier
from routing.application.handovers.ports import House
from routing.domain.agencies.directory import Directory
from routing.domain.deadline import Clocks

SALT_BYTES = 16


@dataclass(frozen=True, kw_only=True)
class Neighbourhood:
    """Who this agency is, whom it deals with, and its desk for letters."""

    me: str
    directory: Directory
    post: Post
    clock: Clock
    desks: frozenset[str] = frozenset()

    @classmethod
    def read(
        cls,
        me: str,
        folder: Path | None,
        key_file: Path | None,
        clock: Clock,
        desks: frozenset[str] = frozenset(),
    ) -> "Neighbourhood | None":
        """Read directory and key; None for an agency that stands alone.

        Raises SettingsError, ConfigurationError for what is missing or wrong.
        """
        if not me:
            return None
        if folder is None or key_file is None:
            raise SettingsError("AGENCY_ID needs AGENCIES_DIR and AGENCY_KEY_FILE")
        today = local_day(clock.now())
        directory = load_agencies(folder, today)
        if directory.find(me) is None:
            raise SettingsError(f"{folder} does not know {me!r}")
        signer = Signer.among(key_file, me, directory)
        key = directory.key(me, signer.key_id)
        if key is None or not key.holds(today):
            # Every neighbour would put away whatever is said here.
            raise SettingsError(f"{key_file} is no key of {me!r} that holds {today}")
        return cls.of(me, directory, signer, clock, desks)

    @classmethod
    def of(
        cls,
        me: str,
        directory: Directory,
        signer: Signer,
        clock: Clock,
        desks: frozenset[str] = frozenset(),
    ) -> "Neighbourhood":
        """Return the neighbourhood of an agency that signs so."""
        post = Post(me, directory, signer)
        return cls(me=me, directory=directory, post=post, clock=clock, desks=desks)

    def house(self, clocks: Clocks) -> House:
        """Return what the use cases need, by those lengths of time."""
        return House(
            me=self.me,
            directory=self.directory,
            clock=self.clock,
            clocks=clocks,
            salt=lambda: secrets.token_hex(SALT_BYTES),
            is_signed=Verifier(self.directory).is_signed,
            desks=self.desks,
        )

    @property
    def house_name(self) -> str:
        """Return what this agency is called."""
        known = self.directory.find(self.me)
        return known.name if known else self.me

    @property
    def neighbours(self) -> list[str]:
        """Return whom this agency deals with, in order."""
        return sorted(self.directory.neighbours(self.me))

    @property
    def compared_with(self) -> list[str]:
        """Return with whom petitioners are compared, in order."""
        return self.directory.compared_with(self.me)

    @property
    def archivist(self) -> Archivist:
        """Return who knows signatures by keys of any day."""
        return Archivist(self.directory)
