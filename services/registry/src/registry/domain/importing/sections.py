"""Templates of sections: a section's file follows its edition by itself."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from registry.domain.archive.fields import FieldSpec, FieldType
from registry.domain.archive.section import SectionVersion, SubjectKind
from registry.domain.importing.columns import Column, Form, Template
from registry.domain.importing.usual_columns import (
    HOUSEHOLD,
    IDENTITY_NUMBER,
    ORGANISATION,
)
from registry.domain.sensitivity import Sensitivity, WordKind

SECTION_PREFIX: Final = "section-"

FORMS: Final[Mapping[FieldType, Form]] = {
    FieldType.TEXT: Form.TEXT,
    FieldType.NUMBER: Form.NUMBER,
    FieldType.YES_NO: Form.YES_NO,
    FieldType.DAY: Form.DAY,
    FieldType.AMOUNT: Form.AMOUNT,
    FieldType.CHOICE: Form.CHOICE,
    FieldType.CHOICES: Form.CHOICES,
}
"""How a section's field is written; outcomes are written by cases alone."""
OF_WORDS: Final = {
    WordKind.IDENTITY: Form.IDENTITY,
    WordKind.TELEPHONE: Form.TELEPHONE,
}


def section_template(section: str, version: SectionVersion) -> Template:
    """Return the template of a section, as its edition asks."""
    spec = version.spec
    resident = spec.subject is SubjectKind.RESIDENT
    whose = IDENTITY_NUMBER if resident else HOUSEHOLD
    fields = [each for each in spec.fields if each.type in FORMS]
    return Template(
        kind=SECTION_PREFIX + section,
        title=spec.title,
        key=("subject",) if resident else ("subject", "organisation_id"),
        note="空白的格子不改动档案里已有的内容",
        columns=(
            replace(whose, code="subject", required=True),
            ORGANISATION,
            *(_column(each) for each in fields),
        ),
    )


def _column(spec: FieldSpec) -> Column:
    options = {option: option for option in spec.options}
    return Column(
        code=f"values.{spec.code}",
        title=spec.title,
        form=OF_WORDS.get(spec.kind, FORMS[spec.type]),
        options=options,
        required=False,
        note="必填" if spec.required else "",
        personal=spec.sensitivity >= Sensitivity.PERSONAL,
    )
