"""The archive's rows, and what they tell of; class 3 is opened only when asked for."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from minqing_chassis.sealing import Sealer
from minqing_kernel.messages import Actor, Role
from registry.adapters.archive.envelopes import FileBox
from registry.domain.archive.fields import FieldSpec, FieldType
from registry.domain.archive.keeping import Part, parts_of
from registry.domain.archive.record import Entry
from registry.domain.archive.section import (
    SectionDefinition,
    SectionSpec,
    SectionVersion,
    SubjectKind,
)
from registry.domain.sensitivity import Sensitivity, WordKind

Row = Mapping[Any, Any]


def version_row(code: str, version: SectionVersion) -> dict[str, Any]:
    """Return the row of an edition."""
    spec = version.spec
    return {
        "code": code,
        "number": version.number,
        "valid_from": spec.valid_from,
        "recorded_at": version.at,
        "by": version.by,
        "reason": version.reason,
        "spec": {
            "title": spec.title,
            "subject": spec.subject.value,
            "readers": sorted(spec.readers),
            "writers": sorted(spec.writers),
            "holds_petitions": spec.holds_petitions,
            "told_to_subject": spec.told_to_subject,
            "fields": [
                {**vars(each), "options": list(each.options)} for each in spec.fields
            ],
        },
    }


def definition_of(code: str, rows: Sequence[Row]) -> SectionDefinition:
    """Return a section of the rows of its editions, the oldest first."""
    versions = (
        SectionVersion(
            number=row["number"],
            spec=_spec(row["spec"], row["valid_from"]),
            at=row["recorded_at"],
            by=row["by"],
            reason=row["reason"],
        )
        for row in rows
    )
    return SectionDefinition(code=code, versions=tuple(versions))


def _spec(said: Row, valid_from: date) -> SectionSpec:
    return SectionSpec(
        title=said["title"],
        subject=SubjectKind(said["subject"]),
        valid_from=valid_from,
        readers=frozenset(Role(each) for each in said["readers"]),
        writers=frozenset(Role(each) for each in said["writers"]),
        holds_petitions=said["holds_petitions"],
        told_to_subject=said["told_to_subject"],
        fields=tuple(_field(each) for each in said["fields"]),
    )


def _field(said: Row) -> FieldSpec:
    return FieldSpec(
        **{
            **said,
            "type": FieldType(said["type"]),
            "sensitivity": Sensitivity(said["sensitivity"]),
            "kind": WordKind(said["kind"]),
        }
    )


def entry_row(entry: Entry, seal: Callable[[Part], Sealer]) -> dict[str, Any]:
    """Return the row of an entry; each part is sealed by its own key."""
    common_part, secret_part = parts_of(entry.section)
    secret = {k: v for k, v in entry.values.items() if k in entry.sensitive}
    common = {k: v for k, v in entry.values.items() if k not in entry.sensitive}
    about = _about(entry.subject_id, entry.section, entry.revision)
    document = {"values": common, "withheld": sorted(secret), "changed": entry.changed}
    return {
        "subject_id": entry.subject_id,
        "section": entry.section,
        "revision": entry.revision,
        "version": entry.version,
        "at": entry.at,
        "actor": entry.by.id,
        "role": entry.by.role,
        "organisation_id": entry.by.organisation_id,
        "visit_id": entry.visit_id,
        "sealed": seal(common_part).seal(document, about),
        "sensitive": seal(secret_part).seal(secret, about + "/3") if secret else None,
        "request_id": entry.request_id,
    }


def entry_of(row: Row, box: FileBox, *, whole: bool) -> Entry:
    """Return the entry of a row, whole or with class 3 left sealed.

    What a destroyed key sealed is not in it; class 3 is still named then.
    """
    section, revision = row["section"], row["revision"]
    about = _about(row["subject_id"], section, revision)
    common_part, secret_part = parts_of(section)
    document = box.open(common_part, revision, row["sealed"], about)
    said = document or {"values": {}, "withheld": []}
    values, secret = said["values"], frozenset(said["withheld"])
    opened = None
    if whole and secret:
        opened = box.open(secret_part, revision, row["sensitive"], about + "/3")
        values = {**values, **(opened or {})}
    return Entry(
        subject_id=row["subject_id"],
        section=row["section"],
        revision=row["revision"],
        version=row["version"],
        values=values,
        sensitive=secret,
        withheld=secret if opened is None else frozenset(),
        erased=document is None,
        at=row["at"],
        by=Actor(
            id=row["actor"],
            role=Role(row["role"]),
            organisation_id=row["organisation_id"],
        ),
        visit_id=row["visit_id"],
        request_id=row["request_id"],
        changed=said.get("changed"),
    )


def _about(subject_id: object, section: str, revision: int) -> str:
    """Return what a token is bound to: it opens in no other row."""
    return f"{subject_id}/{section}/{revision}"
