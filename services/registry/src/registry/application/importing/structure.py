"""Rows about how the office is built: each said as a command of its own.

What a row leaves empty stays as it is; to take a row back is to say what was before, or
that the entry is active no more, for others have heard of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Protocol

from minqing_kernel.clock import Clock
from minqing_kernel.errors import DomainError
from minqing_kernel.messages import SYSTEM, Actor, Role
from registry.application.commands import (
    RecordGrid,
    RecordOrganisation,
    RecordStaff,
    RegistryCommand,
)
from registry.application.handlers import (
    record_grid,
    record_organisation,
)
from registry.application.importing import duties
from registry.application.importing.ports import Done, ImportsWork
from registry.application.premises.commands import RecordPremises
from registry.application.premises.handlers import record_premises
from registry.application.serving import record_staff
from registry.domain.importing.batch import Outcome, RowResult
from registry.domain.importing.rows import TableRow
from registry.domain.persons import person_number
from registry.domain.premises.kinds import PremisesKind
from registry.domain.premises.premises import PremisesProfile
from registry.domain.profiles import (
    GridProfile,
    OrganisationKind,
    OrganisationProfile,
    StaffProfile,
)

Words = Mapping[str, Any]


class Known(Protocol):
    """An entry that stands in the register."""

    @property
    def revision(self) -> int: ...  # noqa: D102
    @property
    def profile(self) -> Any: ...  # noqa: ANN401, D102


@dataclass(frozen=True, kw_only=True)
class Structure:
    """How one kind of entry is found and said."""

    key: str
    find: Callable[[ImportsWork, str], Known | None]
    say: Callable[[str, Words, Actor], RegistryCommand]
    handle: Callable[..., None]


def _organisation(key: str, words: Words, actor: Actor) -> RegistryCommand:
    profile = OrganisationProfile(
        **{"parent_id": None, **words, "kind": OrganisationKind(words["kind"])}
    )
    return RecordOrganisation(actor=actor, organisation_id=key, profile=profile)


def _grid(key: str, words: Words, actor: Actor) -> RegistryCommand:
    profile = GridProfile(
        **{"parent_id": None, **words, "level": int(words["level"])},
    )
    return RecordGrid(actor=actor, grid_id=key, profile=profile)


def _staff(key: str, words: Words, actor: Actor) -> RegistryCommand:
    said = {**words, "roles": frozenset(Role(role) for role in words["roles"])}
    number = person_number(said)
    profile = StaffProfile(**said)
    return RecordStaff(
        actor=actor, staff_id=key, profile=profile, number=number, whole=True
    )


def _premises(key: str, words: Words, actor: Actor) -> RegistryCommand:
    profile = PremisesProfile(
        **{"parent_id": None, **words, "kind": PremisesKind(words["kind"])}
    )
    return RecordPremises(actor=actor, premises_id=key, profile=profile)


@dataclass(frozen=True, kw_only=True)
class Dated:
    """How rows are taken, and taken back, whose entries are told by what they say."""

    take: Callable[[TableRow, Actor, ImportsWork, Clock], RowResult]
    take_back: Callable[[Done, ImportsWork, Clock], bool]


DATED: Final[Mapping[str, Dated]] = {
    "duties": Dated(take=duties.take_duty, take_back=duties.take_back_duty),
    "grid-heads": Dated(take=duties.take_head, take_back=duties.take_back_head),
}
STRUCTURES: Final[Mapping[str, Structure]] = {
    "organisations": Structure(
        key="organisation_id",
        find=lambda work, key: work.organisations.find(key),
        say=_organisation,
        handle=record_organisation,
    ),
    "grids": Structure(
        key="grid_id",
        find=lambda work, key: work.grids.find(key),
        say=_grid,
        handle=record_grid,
    ),
    "premises": Structure(
        key="premises_id",
        find=lambda work, key: work.premises.find(key),
        say=_premises,
        handle=record_premises,
    ),
    "staff": Structure(
        key="staff_id",
        find=lambda work, key: work.staff.find(key),
        say=_staff,
        handle=record_staff,
    ),
}


def take_entry(
    kind: str, row: TableRow, actor: Actor, work: ImportsWork, clock: Clock
) -> RowResult:
    """Say what a row says; raises the DomainError that refuses it."""
    if kind in DATED:
        return DATED[kind].take(row, actor, work, clock)
    structure = STRUCTURES[kind]
    words = dict(row.values)
    key = str(words.pop(structure.key))
    known = structure.find(work, key)
    before = None if known is None else said_of(known.profile)
    stood = known.revision if known else 0
    command = structure.say(key, {**(before or {}), **words}, actor)
    structure.handle(command, work, clock=clock)
    now = structure.find(work, key)
    revision = now.revision if now else 0
    outcome = Outcome.CREATED if known is None else Outcome.CHANGED
    return RowResult(
        no=row.no,
        outcome=Outcome.SAME if revision == stood else outcome,
        subject=key,
        revision=revision,
        before=before,
    )


def take_back_entry(kind: str, done: Done, work: ImportsWork, clock: Clock) -> bool:
    """Say what stood before a row; tell False where somebody changed it since."""
    if kind in DATED:
        return DATED[kind].take_back(done, work, clock)
    structure = STRUCTURES[kind]
    known = structure.find(work, done.subject)
    if known is None or known.revision != done.revision:
        return False
    before = done.before or {**said_of(known.profile), "active": False}
    try:
        command = structure.say(done.subject, before, SYSTEM)
        structure.handle(command, work, clock=clock)
    except DomainError:
        return False
    return True


def said_of(profile: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a profile in the words of a row, such as JSON can keep."""
    words = asdict(profile)
    return {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in words.items()
    }
