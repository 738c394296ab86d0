"""The parts of a file that are kept, and destroyed, each by itself."""

from dataclasses import dataclass
from enum import StrEnum


class Secrecy(StrEnum):
    """What of a section is sealed together: class 3, and all the rest."""

    COMMON = "common"
    SENSITIVE = "sensitive"


@dataclass(frozen=True, kw_only=True, order=True)
class Part:
    """Class 3 of one section, or the rest of it."""

    section: str
    secrecy: Secrecy


def parts_of(section: str) -> tuple[Part, Part]:
    """Return both parts of a section."""
    return (
        Part(section=section, secrecy=Secrecy.COMMON),
        Part(section=section, secrecy=Secrecy.SENSITIVE),
    )
