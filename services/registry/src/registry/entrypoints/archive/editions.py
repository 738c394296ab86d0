"""A version of a section, as its list shows it."""

from typing import Any

from registry.domain.archive.section import (
    SectionDefinition,
    SectionVersion,
)


def edition_of(
    definition: SectionDefinition, version: SectionVersion
) -> dict[str, Any]:
    """Return a version with what its definition holds for all of them."""
    spec = version.spec
    return {
        "code": definition.code,
        "number": version.number,
        "title": spec.title,
        "subject": spec.subject,
        "valid_from": spec.valid_from,
        "readers": sorted(spec.readers),
        "writers": sorted(spec.writers),
        "holds_petitions": spec.holds_petitions,
        "told_to_subject": spec.told_to_subject,
        "fields": [vars(each) for each in spec.fields],
        "at": version.at,
        "by": version.by,
        "reason": version.reason,
    }
