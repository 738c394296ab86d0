"""What stands in one section of one file: every edit kept, two editors at once seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import SYSTEM, Actor
from registry.domain.archive.errors import RevisionMissing, Stale
from registry.domain.archive.events import SectionWritten
from registry.domain.archive.section import SectionVersion

Values = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, repr=False)
class Entry:
    """A section as one edit left it: who wrote it, when, after which visit (A-06).

    `version` is the edition that it was written under. `sensitive` are the codes of
    class 3 in it; where they were not opened they stand in `withheld`, not in `values`.
    `request_id`: whose request it follows (个人信息保护法第46条). Of an `erased` one
    nothing is known but that it was written. `changed` are the fields that differ; of
    those that the writer is not shown whole, and of class 3, the fields that were
    written, be it the same: nobody learns by guessing. Old entries do not say.
    """

    subject_id: UUID
    section: str
    revision: int
    version: int
    values: Values
    sensitive: frozenset[str]
    at: datetime
    by: Actor
    visit_id: UUID | None = None
    withheld: frozenset[str] = frozenset()
    request_id: UUID | None = None
    erased: bool = False
    changed: Sequence[str] | None = None


@dataclass(eq=False, kw_only=True, repr=False)
class SectionRecord(Aggregate):
    """One section of one file; only its newest entry is needed to write the next."""

    subject_id: UUID
    section: str
    last: Entry | None = None
    added: list[Entry] = field(default_factory=list)

    @property
    def revision(self) -> int:
        """Return how many edits there were."""
        return 0 if self.last is None else self.last.revision

    def edit(
        self,
        patch: Values,
        version: SectionVersion,
        *,
        seen: int | None,
        at: datetime,
        by: Actor,
        visit_id: UUID | None = None,
    ) -> None:
        """Change the fields in `patch` (None empties one); the others stay.

        Raises RevisionMissing unless it is said what was seen, Stale if it is not the
        newest, Invalid for values that do not fit the edition. Saying what stands there
        already changes nothing, but in fields that the writer is not shown whole:
        nobody learns by guessing what they may not see.
        """
        if seen is None:
            raise RevisionMissing
        if seen != self.revision:
            raise Stale
        before = self._kept(version)
        values = merged(before, checked_patch(patch, version), version)
        guessed = version.unseen_by(by.role) & patch.keys()
        if self.last is not None and not guessed and self._is(values, version):
            return
        written = self._written(patch, values, version, by)
        self._add(values, version, written, at=at, by=by, visit_id=visit_id)

    def rewrite(
        self,
        patch: Values,
        version: SectionVersion,
        *,
        at: datetime,
        by: Actor,
        request_id: UUID,
    ) -> None:
        """Write it anew as somebody's request wants it, be it the same or not.

        Raises Invalid for values that do not fit the edition.
        """
        values = merged(self._kept(version), checked_patch(patch, version), version)
        written = self._written(patch, values, version, by)
        self._add(values, version, written, at=at, by=by, request_id=request_id)

    def note_outcome(
        self, outcome: Values, version: SectionVersion, *, at: datetime
    ) -> None:
        """Add how a case was answered to the fields that keep it, once (A-28)."""
        before = self._kept(version)
        noted = {code: list(before.get(code, [])) for code in version.outcomes}
        fresh = [code for code, known in noted.items() if outcome not in known]
        if not fresh:
            return
        for code in fresh:
            noted[code].append(dict(outcome))
        both = {**before, **noted}
        values = {code: both[code] for code in version.fields if code in both}
        self._add(values, version, sorted(fresh), at=at, by=SYSTEM)

    def put_back(
        self, values: Values, version: SectionVersion, *, at: datetime, by: Actor
    ) -> None:
        """Write again what stood there before an edit, under its own edition."""
        touched = {} if self.last is None else self.last.values
        written = self._written({**touched, **values}, values, version, by)
        self._add(values, version, written, at=at, by=by)

    def _written(
        self, patch: Values, values: Values, version: SectionVersion, by: Actor
    ) -> list[str]:
        """Return the fields that differ, and the hidden ones that were written."""
        before = {} if self.last is None else self.last.values
        hidden = version.sensitive | version.unseen_by(by.role)
        if self.last is not None:
            hidden |= self.last.sensitive
        return sorted({*changed(before, values)} | (patch.keys() & hidden))

    def _is(self, values: Values, version: SectionVersion) -> bool:
        last = self.last
        return (
            last is not None
            and last.values == values
            and last.version == version.number
        )

    def _kept(self, version: SectionVersion) -> Values:
        """Return what stands there and the edition still asks for."""
        if self.last is None:
            return {}
        return {k: v for k, v in self.last.values.items() if k in version.fields}

    def _add(
        self,
        values: Values,
        version: SectionVersion,
        written: Sequence[str],
        *,
        at: datetime,
        by: Actor,
        visit_id: UUID | None = None,
        request_id: UUID | None = None,
    ) -> None:
        """Add an entry; time does not run back, whatever a clock says."""
        at = at if self.last is None else max(at, self.last.at)
        self.last = Entry(
            subject_id=self.subject_id,
            section=self.section,
            revision=self.revision + 1,
            version=version.number,
            values=values,
            sensitive=version.sensitive & values.keys(),
            at=at,
            by=by,
            visit_id=visit_id,
            request_id=request_id,
            changed=written,
        )
        self.added.append(self.last)
        self.record(
            SectionWritten(
                subject_id=self.subject_id,
                section=self.section,
                revision=self.revision,
                version=version.number,
                visit_id=visit_id,
                at=at,
            )
        )


def checked_patch(patch: Values, version: SectionVersion) -> dict[str, Any]:
    """Return the values in their stored form; raises Invalid for the first misfit."""
    unknown = {
        f"values.{code}": "unknown-field" for code in patch.keys() - version.fields
    }
    if unknown:
        raise Invalid(fields=unknown)
    return {code: version.fields[code].written(value) for code, value in patch.items()}


def merged(before: Values, patch: Values, version: SectionVersion) -> dict[str, Any]:
    """Return what stands there after an edit, in the order of the fields.

    Raises Invalid when a required field is empty, or when something that was written
    under an older edition does not fit this one and was not given anew.
    """
    both = {**before, **patch}
    missing = {
        f"values.{code}": "required"
        for code, each in version.fields.items()
        if each.required and both.get(code) is None
    }
    if missing:
        raise Invalid(fields=missing)
    for code in before.keys() - patch.keys():
        version.fields[code].refuse_misfit(before[code])
    return {code: both[code] for code in version.fields if both.get(code) is not None}


def as_of(entries: Sequence[Entry], moment: datetime) -> Entry | None:
    """Return the entry that was the newest at a moment (A-06)."""
    known = [entry for entry in entries if entry.at <= moment]
    return max(known, key=lambda entry: entry.revision, default=None)


def changed(before: Values, after: Values) -> list[str]:
    """Return the codes of the fields that differ, in alphabetical order."""
    return sorted(
        c for c in before.keys() | after.keys() if before.get(c) != after.get(c)
    )
