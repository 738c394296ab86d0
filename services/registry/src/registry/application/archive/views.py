"""What the archive shows: each value through the mask of its class and kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from minqing_kernel.messages import Role
from registry.domain.access import Purpose, is_number_for
from registry.domain.archive.fields import FieldSpec, FieldType
from registry.domain.archive.record import Entry, changed
from registry.domain.archive.section import SectionDefinition
from registry.domain.masks import HIDDEN, Mask
from registry.domain.sensitivity import Sensitivity, mask_for, of_child, shown

Sight = Callable[[FieldSpec, Sensitivity], Mask]
"""How somebody sees a field of a class."""


@dataclass(frozen=True, kw_only=True)
class SectionUse:
    """How many files have something in a section, and of how many households."""

    section: str
    files: int
    households: int


@dataclass(frozen=True, kw_only=True, repr=False)
class FieldView:
    """One field as shown; `masked` tells that it is not the whole of it."""

    code: str
    title: str
    type: str
    sensitivity: int
    value: Any
    masked: bool


@dataclass(frozen=True, kw_only=True, repr=False)
class SectionView:
    """One section of one file, under the edition that it was written under.

    Of an `erased` one nothing is left but that it was written.
    """

    section: str
    title: str
    version: int
    revision: int
    at: datetime
    by: str
    role: str
    visit_id: UUID | None
    fields: Sequence[FieldView]
    erased: bool = False


@dataclass(frozen=True, kw_only=True)
class EditView:
    """One edit: who, when, after which visit; which fields, and not what."""

    revision: int
    version: int
    at: datetime
    by: str
    role: str
    visit_id: UUID | None
    request_id: UUID | None
    changed: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class TenancyView:
    """A tenancy, past or present; the owner is a resident's id, no name."""

    tenancy_id: UUID
    household_id: UUID
    owner_id: UUID
    since: date
    until: date | None
    revision: int


@dataclass(frozen=True, kw_only=True)
class Answering:
    """Who answers for a household, by work name (网格长、楼栋长、社工、包联、结对)."""

    grid: str | None = None
    grid_head: str | None = None
    captains: Sequence[str] = ()
    workers: Sequence[str] = ()
    contacts: Sequence[str] = ()
    partners: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Population:
    """How many people really live in a place (实有人口), each counted once.

    Of `present`, so many are `registered_here`, `registered_elsewhere`, or it is not
    on file; so many are `tenants` today.
    """

    present: int
    registered_here: int
    registered_elsewhere: int
    registered_unknown: int
    tenants: int


def masked_section(
    entry: Entry, definition: SectionDefinition, role: Role, *, child: bool = False
) -> SectionView:
    """Return a section as a role sees it without giving a purpose.

    Of a `child` everything personal is sensitive.
    """

    def sight(spec: FieldSpec, sensitivity: Sensitivity) -> Mask:
        return mask_for(role, sensitivity, spec.kind)

    return _section(entry, definition, sight, child=child)


def full_section(entry: Entry, definition: SectionDefinition) -> SectionView:
    """Return a section unmasked."""
    return _section(entry, definition, lambda _spec, _sensitivity: shown)


def told_section(
    entry: Entry, definition: SectionDefinition, role: Role, purpose: Purpose
) -> SectionView:
    """Return a section unmasked, as far as the purpose needs it (第6条)."""

    def sight(spec: FieldSpec, sensitivity: Sensitivity) -> Mask:
        masks = is_number_for(purpose, spec.kind)
        return mask_for(role, sensitivity, spec.kind) if masks else shown

    return _section(entry, definition, sight)


def _section(
    entry: Entry,
    definition: SectionDefinition,
    sight: Sight,
    *,
    child: bool = False,
) -> SectionView:
    version = definition.version(entry.version)
    there = entry.values.keys() | entry.withheld
    return SectionView(
        section=entry.section,
        title=version.spec.title,
        version=entry.version,
        revision=entry.revision,
        at=entry.at,
        by=entry.by.id,
        role=entry.by.role,
        visit_id=entry.visit_id,
        fields=[
            _field(spec, entry, _class(entry, definition, code, child), sight)
            for code, spec in version.fields.items()
            if code in there
        ],
        erased=entry.erased,
    )


def _class(
    entry: Entry, definition: SectionDefinition, code: str, child: bool
) -> Sensitivity:
    said = definition.sensitivity(entry.version, code)
    return of_child(said) if child else said


def _field(
    spec: FieldSpec, entry: Entry, sensitivity: Sensitivity, sight: Sight
) -> FieldView:
    value, masked = _seen(spec, entry, sight(spec, sensitivity))
    return FieldView(
        code=spec.code,
        title=spec.title,
        type=spec.type,
        sensitivity=sensitivity,
        value=value,
        masked=masked,
    )


def _seen(spec: FieldSpec, entry: Entry, mask: Mask) -> tuple[Any, bool]:
    """Return what is shown of a value; whatever is not plain text is shown or not."""
    if spec.code in entry.withheld:
        return HIDDEN, True
    value = entry.values[spec.code]
    if mask is shown:
        return value, False
    return (mask(value) if spec.type is FieldType.TEXT else HIDDEN), True


def edits(history: Sequence[Entry]) -> list[EditView]:
    """Return the edits of a section, the oldest first.

    An entry says itself which fields it changed; of an old one that does not, a field
    of class 3 counts as changed when it came or went: its value stays sealed.
    """
    before: dict[str, Any] = {}
    found = []
    for entry in history:
        after = {**entry.values, **dict.fromkeys(entry.withheld, HIDDEN)}
        told = changed(before, after) if entry.changed is None else entry.changed
        codes = [] if entry.erased else told
        found.append(_edit(entry, codes))
        before = after
    return found


def _edit(entry: Entry, codes: Sequence[str]) -> EditView:
    return EditView(
        revision=entry.revision,
        version=entry.version,
        at=entry.at,
        by=entry.by.id,
        role=entry.by.role,
        visit_id=entry.visit_id,
        request_id=entry.request_id,
        changed=codes,
    )
