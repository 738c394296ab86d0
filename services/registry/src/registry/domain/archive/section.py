"""Sections: what the archive asks about a resident or a household, as dated data."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.domain.archive.errors import SectionFixed, SectionUnknown
from registry.domain.archive.events import SectionDefined
from registry.domain.archive.fields import FieldSpec, FieldType
from registry.domain.profiles import STAFF_ROLES
from registry.domain.sensitivity import Sensitivity, mask_for, shown
from registry.domain.values import ADDRESS_LENGTH, checked_text

SECTION_CODE = re.compile(r"[a-z][a-z-]{1,19}\Z")
MOST_FIELDS = 60


class SubjectKind(StrEnum):
    """Whom a section is about."""

    RESIDENT = "resident"
    HOUSEHOLD = "household"


@dataclass(frozen=True, kw_only=True)
class SectionSpec:
    """What a section asks from a day on, and who may read and write the answers.

    `holds_petitions`: a person's petitions may stand in it, with their state (A-05).
    `told_to_subject`: it is in what somebody gets who asks for their own data
    (个人信息保护法第45条); false only where a law keeps it secret (第18条).
    """

    title: str
    subject: SubjectKind
    valid_from: date
    fields: tuple[FieldSpec, ...]
    readers: frozenset[Role]
    writers: frozenset[Role]
    holds_petitions: bool = False
    told_to_subject: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", checked_text(self.title, "title"))
        codes = [each.code for each in self.fields]
        if not 1 <= len(codes) <= MOST_FIELDS or len(set(codes)) != len(codes):
            raise Invalid(fields={"fields": "bad-fields"})
        if not self.readers or self.readers - STAFF_ROLES:
            raise Invalid(fields={"readers": "bad-roles"})
        if self.writers - STAFF_ROLES:
            raise Invalid(fields={"writers": "bad-roles"})


@dataclass(frozen=True, kw_only=True)
class SectionVersion:
    """One edition of a section, numbered from 1; it never changes.

    `reason` is empty where nobody gave one, as in files that were loaded.
    """

    number: int
    spec: SectionSpec
    at: datetime | None = None
    by: str = ""
    reason: str = ""

    @property
    def is_retired(self) -> bool:
        """Tell whether nobody writes into it: what stands there can still be read."""
        return not self.spec.writers

    @cached_property
    def fields(self) -> Mapping[str, FieldSpec]:
        """The fields by code, in their order."""
        return {each.code: each for each in self.spec.fields}

    @property
    def outcomes(self) -> Sequence[str]:
        """The codes of the fields that the office's own cases write (A-28)."""
        return [
            code
            for code, each in self.fields.items()
            if each.type is FieldType.OUTCOMES
        ]

    @property
    def sensitive(self) -> frozenset[str]:
        """The codes of the fields of class 3."""
        return frozenset(
            code
            for code, each in self.fields.items()
            if each.sensitivity is Sensitivity.SENSITIVE
        )

    def unseen_by(self, role: Role) -> frozenset[str]:
        """Return the codes of the fields that a role is not shown whole."""
        return frozenset(
            code
            for code, each in self.fields.items()
            if mask_for(role, each.sensitivity, each.kind) is not shown
        )


@dataclass(eq=False, kw_only=True)
class SectionDefinition(Aggregate):
    """A section with all its editions, the oldest first."""

    code: str
    versions: tuple[SectionVersion, ...] = ()

    def __post_init__(self) -> None:
        if not SECTION_CODE.match(self.code):
            raise Invalid(fields={"code": "bad-code"})

    @property
    def latest(self) -> SectionVersion:
        """Return the newest edition, be it in force yet or not."""
        return self.versions[-1]

    def define(
        self, spec: SectionSpec, *, at: datetime, by: str = "", reason: str = ""
    ) -> None:
        """Add an edition (A-04); saying the newest one again changes nothing.

        Raises SectionFixed for another kind of subject or another type of a field,
        Invalid for an edition that would begin before the newest one.
        """
        if self.versions and spec == self.latest.spec:
            return
        for each in self.versions:
            _check_after(each, spec)
        number = len(self.versions) + 1
        why = checked_text(reason, "reason", ADDRESS_LENGTH) if reason else ""
        said = SectionVersion(number=number, spec=spec, at=at, by=by, reason=why)
        self.versions += (said,)
        self.record(SectionDefined(code=self.code, revision=number, at=at))

    def on(self, day: date) -> SectionVersion:
        """Return the edition in force on a day; raises SectionUnknown before all."""
        found = self.in_force(day)
        if found is None:
            raise SectionUnknown
        return found

    def in_force(self, day: date) -> SectionVersion | None:
        """Return the edition in force on a day, if there is one."""
        begun = [each for each in self.versions if each.spec.valid_from <= day]
        return begun[-1] if begun else None

    def version(self, number: int) -> SectionVersion:
        """Return one edition by its number."""
        return self.versions[number - 1]

    def sensitivity(self, number: int, code: str) -> Sensitivity:
        """Return how sensitive a field is that was written under an edition.

        What the newest edition finds more sensitive is so in old records, too.
        """
        said = self.version(number).fields[code].sensitivity
        now = self.latest.fields.get(code)
        return said if now is None else max(said, now.sensitivity)


def _check_after(before: SectionVersion, spec: SectionSpec) -> None:
    """Refuse an edition that cannot follow this one."""
    if spec.subject is not before.spec.subject:
        raise SectionFixed(fields={"subject": "bad-subject"})
    if spec.valid_from < before.spec.valid_from:
        raise Invalid(fields={"valid_from": "before-newest"})
    for each in spec.fields:
        known = before.fields.get(each.code)
        if known is not None and known.type is not each.type:
            raise SectionFixed(fields={f"fields.{each.code}": "bad-type"})
