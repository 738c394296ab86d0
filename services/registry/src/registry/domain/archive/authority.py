"""Who may define, read and write the sections of the archive."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from minqing_kernel.messages import Actor, Role
from registry.domain.archive.errors import SectionNotYours
from registry.domain.archive.section import SectionDefinition, SectionVersion
from registry.domain.authority import EVERYWHERE, check_govern, check_reach
from registry.domain.errors import OutOfReach


def check_define(actor: Actor) -> None:
    """Refuse (OutOfReach) a new edition but by ops: it holds for the whole agency."""
    if actor.role not in EVERYWHERE:
        raise OutOfReach


def readable_by(
    role: Role, sections: Iterable[SectionDefinition], today: date
) -> dict[str, SectionDefinition]:
    """Return the sections that a role may read, by code (B-23).

    The edition in force today decides, whatever edition something was written under.
    """
    return {
        each.code: each
        for each in sections
        if (now := each.in_force(today)) is not None and role in now.spec.readers
    }


def check_read(actor: Actor, section: SectionDefinition, today: date) -> None:
    """Refuse (SectionNotYours) a role that the section does not name (B-23)."""
    if not readable_by(actor.role, [section], today):
        raise SectionNotYours


def check_own(actor: Actor) -> UUID:
    """Return as which resident somebody asks; refuse (OutOfReach) anybody else."""
    if actor.role is not Role.RESIDENT:
        raise OutOfReach
    try:
        return UUID(actor.id)
    except ValueError:
        raise OutOfReach from None


def check_write(
    actor: Actor, version: SectionVersion, seat: str | None, lineage: Sequence[str]
) -> None:
    """Refuse (SectionNotYours, OutOfReach) whoever may not write there.

    The section names the roles; ops write everywhere, supervisors for all below them,
    the others for the people for whom their organisation works.
    """
    if actor.role is not Role.SYSTEM and actor.role not in version.spec.writers:
        raise SectionNotYours
    if actor.role in EVERYWHERE or actor.role is Role.SUPERVISOR:
        check_govern(actor, lineage)
    else:
        check_reach(actor, seat, lineage)
