"""What the archive's tests are made of."""

from datetime import date
from uuid import UUID

from minqing_kernel.messages import SYSTEM, Actor, Role
from registry.application.archive.commands import DefineSection, EditSection
from registry.domain.archive.fields import FieldSpec, FieldType
from registry.domain.archive.section import SectionSpec, SectionVersion, SubjectKind
from registry.domain.sensitivity import Sensitivity, WordKind
from services.registry.tests.builders import an_actor

CLERK = an_actor(Role.CLERK)
STAFF = frozenset({Role.CLERK, Role.HANDLER, Role.SUPERVISOR})
BEGUN = date(2014, 1, 1)
LEVEL = FieldSpec(
    code="disability_level",
    title="残疾等级",
    type=FieldType.CHOICE,
    options=("一级", "二级", "三级"),
    sensitivity=Sensitivity.SENSITIVE,
)
CONDITION = FieldSpec(code="condition", title="健康状况")
ILLNESS = FieldSpec(code="illness", title="病情", sensitivity=Sensitivity.SENSITIVE)
CARER = FieldSpec(code="carer", title="照料人", kind=WordKind.NAME)
KINDS = FieldSpec(
    code="kinds",
    title="类别",
    type=FieldType.CHOICES,
    options=("低保", "特困", "优抚"),
    sensitivity=Sensitivity.SENSITIVE,
)


def a_spec(*fields: FieldSpec, **changes) -> SectionSpec:
    said = {
        "title": "健康状况",
        "subject": SubjectKind.RESIDENT,
        "valid_from": BEGUN,
        "fields": fields or (CONDITION, LEVEL, ILLNESS, CARER),
        "readers": STAFF,
        "writers": STAFF,
    }
    return SectionSpec(**(said | changes))


def a_version(*fields: FieldSpec, number: int = 1, **changes) -> SectionVersion:
    return SectionVersion(number=number, spec=a_spec(*fields, **changes))


def define(
    section: str = "health", *fields: FieldSpec, actor: Actor = SYSTEM, **changes
) -> DefineSection:
    return DefineSection(actor=actor, section=section, spec=a_spec(*fields, **changes))


def edit(subject_id: UUID, seen: int | None = 0, actor: Actor = CLERK, **values):
    return EditSection(
        actor=actor,
        subject=SubjectKind.RESIDENT,
        subject_id=subject_id,
        section="health",
        values=values,
        seen=seen,
    )
