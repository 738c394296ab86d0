"""Regulations (制度文件): their number, their days, their file (D-24)."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from registry.domain.steering.errors import RegulationFileRefused
from registry.domain.steering.events import RegulationFileTaken, RegulationRecorded
from registry.domain.values import checked_id, checked_span, checked_text

SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")
LARGEST_FILE: Final = 2**31
LARGEST_SENT: Final = 20 * 1024 * 1024
"""Bytes of a file that is kept here; a larger one is only referred to."""
LONGEST_TITLE: Final = 200
PDF: Final = b"%PDF-"
"""What a PDF begins with."""


@dataclass(frozen=True, kw_only=True)
class FileReference:
    """Which file it is, wherever that is kept: its name, content hash, size."""

    name: str
    sha256: str
    size: int

    def __post_init__(self) -> None:
        name = checked_text(self.name, "file.name", LONGEST_TITLE)
        object.__setattr__(self, "name", name)
        if not SHA256.match(self.sha256):
            raise Invalid(fields={"file.sha256": "bad-hash"})
        if not 1 <= self.size <= LARGEST_FILE:
            raise Invalid(fields={"file.size": "bad-size"})

    @property
    def saved_as(self) -> str:
        """Return its name as it is handed out: always that of a PDF."""
        known = self.name.lower().endswith(".pdf")
        return self.name if known else f"{self.name}.pdf"

    def check(self, content: bytes) -> None:
        """Refuse what is no PDF, or not the very file that was recorded."""
        if not content.startswith(PDF):
            raise RegulationFileRefused(fields={"file": "not-a-pdf"})
        told = (self.size, self.sha256)
        if (len(content), sha256(content).hexdigest()) != told:
            raise RegulationFileRefused(fields={"file": "not-the-recorded-file"})


@dataclass(frozen=True, kw_only=True)
class RegulationProfile:
    """Title and number, whose it is, from which day, until which it holds (excluded).

    `supersedes`: which one it takes the place of, from its own first day on.
    """

    title: str
    number: str
    organisation_id: str
    since: date
    file: FileReference
    until: date | None = None
    supersedes: UUID | None = None

    def __post_init__(self) -> None:
        title = checked_text(self.title, "title", LONGEST_TITLE)
        object.__setattr__(self, "title", title)
        object.__setattr__(self, "number", checked_text(self.number, "number"))
        checked_id(self.organisation_id, "organisation_id")
        checked_span(self.since, self.until)


@dataclass(frozen=True, kw_only=True)
class FileSent:
    """Which file was sent, by whom and when."""

    sha256: str
    by: str
    at: datetime


@dataclass(eq=False, kw_only=True)
class Regulation(Aggregate):
    """One regulation; `sent` tells of the file that was sent last."""

    regulation_id: UUID
    profile: RegulationProfile
    sent: FileSent | None = None
    revision: int = 0

    @property
    def file_sent(self) -> FileSent | None:
        """Return who sent the file that is recorded now, None while nobody did."""
        told = self.sent
        return told if told and told.sha256 == self.profile.file.sha256 else None

    def take_file(self, digest: str, *, by: str, at: datetime) -> None:
        """Write down who sent the recorded file; who sent it first stays.

        Raises RegulationFileRefused where another file was recorded meanwhile.
        """
        if digest != self.profile.file.sha256:
            raise RegulationFileRefused(fields={"file": "not-the-recorded-file"})
        if self.file_sent is not None:
            return
        self.sent = FileSent(sha256=digest, by=by, at=at)
        self.revision += 1
        self.record(
            RegulationFileTaken(
                regulation_id=self.regulation_id,
                revision=self.revision,
                organisation_id=self.profile.organisation_id,
                sha256=digest,
                at=at,
            )
        )

    def record_as(
        self,
        profile: RegulationProfile,
        older: RegulationProfile | None,
        newer: RegulationProfile | None,
        *,
        at: datetime,
    ) -> None:
        """Take `profile` for true; saying the same again changes nothing.

        `older` is what it supersedes, `newer` what supersedes it: of the same place,
        and begun in this order; so there is no circle. Raises Invalid.
        """
        if older is not None and not _follows(profile, older):
            raise Invalid(fields={"supersedes": "not-older"})
        if newer is not None and not _follows(newer, profile):
            raise Invalid(fields={"since": "not-before-its-successor"})
        if self.revision and profile == self.profile:
            return
        self.profile = profile
        self.revision += 1
        self.record(
            RegulationRecorded(
                regulation_id=self.regulation_id,
                revision=self.revision,
                organisation_id=profile.organisation_id,
                at=at,
            )
        )


def _follows(newer: RegulationProfile, older: RegulationProfile) -> bool:
    one_place = newer.organisation_id == older.organisation_id
    return one_place and older.since < newer.since
