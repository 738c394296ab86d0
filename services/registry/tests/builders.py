"""What tests are made of: each builder says only what matters to its test."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from minqing_kernel.messages import SYSTEM, Actor, Cause, Role
from registry.application.commands import (
    AppointHead,
    RecordDuty,
    RecordGrid,
    RecordHousehold,
    RecordOrganisation,
    RecordResident,
    RecordStaff,
)
from registry.application.firms.commands import RecordFirm
from registry.application.premises.commands import RecordPremises
from registry.domain.firms.firm import FirmKind, FirmProfile
from registry.domain.identity import check_digit
from registry.domain.persons import PersonNumber
from registry.domain.premises.kinds import PremisesKind
from registry.domain.premises.premises import PremisesProfile
from registry.domain.profiles import (
    DutyKind,
    DutyProfile,
    GridProfile,
    HouseholdProfile,
    OrganisationKind,
    OrganisationProfile,
    ScopeKind,
    StaffProfile,
)

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
"""Noon in China."""
LATER = datetime(2026, 11, 22, tzinfo=UTC)
"""What the wall clock says while noon is rehearsed."""
TODAY = date(2026, 3, 2)
DISTRICT, STREET, COMMUNITY, OTHER = "510106", "510106040", "510106040019", "610902001"
DEPARTMENT = "510106-mz"
TELEPHONE = "13800138000"
NAME = "白小梨"
ADDRESS = "梨花巷7号3栋2单元5号"


def a_cause(actor: Actor = SYSTEM) -> Cause:
    return Cause(correlation_id=uuid4(), actor=actor)


def an_actor(role: Role = Role.SUPERVISOR, organisation: str | None = STREET) -> Actor:
    return Actor(id="wang-li", role=role, organisation_id=organisation)


OPS = an_actor(Role.OPS, None)


def an_identity(area: str = "510106", born: str = "19800229", order: str = "123"):
    body = area + born + order
    return body + check_digit(body)


def an_organisation_profile(**changes) -> OrganisationProfile:
    said = {
        "name": "金科苑社区",
        "kind": OrganisationKind.COMMUNITY,
        "parent_id": STREET,
        "division_code": COMMUNITY,
    }
    return OrganisationProfile(**(said | changes))


def record_organisation(
    organisation_id: str = COMMUNITY,
    actor: Actor = SYSTEM,
    since: date | None = None,
    seen: int | None = None,
    **changes,
) -> RecordOrganisation:
    return RecordOrganisation(
        seen=seen,
        actor=actor,
        organisation_id=organisation_id,
        since=since,
        profile=an_organisation_profile(**changes),
    )


def a_staff_profile(**changes) -> StaffProfile:
    said = {
        "name": "王丽",
        "organisation_id": COMMUNITY,
        "roles": frozenset({Role.CLERK}),
    }
    return StaffProfile(**(said | changes))


def record_staff(
    staff_id: str = "wang-li",
    actor: Actor = SYSTEM,
    number: PersonNumber | None = None,
    whole: bool = False,
    reason: str = "",
    seen: int | None = None,
    **changes,
):
    return RecordStaff(
        reason=reason,
        seen=seen,
        actor=actor,
        staff_id=staff_id,
        profile=a_staff_profile(**changes),
        number=number,
        whole=whole,
    )


def a_duty_profile(**changes) -> DutyProfile:
    said = {
        "staff_id": "wang-li",
        "duty": DutyKind.BUILDING_CAPTAIN,
        "scope_kind": ScopeKind.BUILDING,
        "scope_id": "65-9",
        "since": TODAY,
    }
    return DutyProfile(**(said | changes))


def record_duty(duty_id: UUID | None = None, actor: Actor = SYSTEM, **changes):
    return RecordDuty(
        actor=actor, duty_id=duty_id or uuid4(), profile=a_duty_profile(**changes)
    )


def a_grid_profile(**changes) -> GridProfile:
    said = {
        "name": "第一网格",
        "level": 1,
        "parent_id": None,
        "organisation_id": COMMUNITY,
    }
    return GridProfile(**(said | changes))


def record_grid(grid_id: str = "g-1", actor: Actor = SYSTEM, **changes) -> RecordGrid:
    return RecordGrid(actor=actor, grid_id=grid_id, profile=a_grid_profile(**changes))


def appoint_head(staff_id: str = "wang-li", actor: Actor = SYSTEM, **changes):
    said = {"grid_id": "g-1", "since": TODAY}
    return AppointHead(actor=actor, staff_id=staff_id, **(said | changes))


def a_household_profile(**changes) -> HouseholdProfile:
    said = {"organisation_id": COMMUNITY, "grid_id": None, "address": ADDRESS}
    return HouseholdProfile(**(said | changes))


def record_household(
    household_id: UUID | None = None, actor: Actor = SYSTEM, **changes
) -> RecordHousehold:
    return RecordHousehold(
        actor=actor,
        household_id=household_id or uuid4(),
        profile=a_household_profile(**changes),
    )


def record_resident(
    resident_id: UUID | None = None, actor: Actor = SYSTEM, **changes
) -> RecordResident:
    said = {
        "organisation_id": COMMUNITY,
        "household_id": None,
        "registered_division": "510106",
        "name": NAME,
        "identity_number": an_identity(),
        "telephone": TELEPHONE,
        "registered_address": ADDRESS,
    }
    return RecordResident(
        actor=actor, resident_id=resident_id or uuid4(), **(said | changes)
    )


def a_premises_profile(**changes) -> PremisesProfile:
    said = {
        "kind": PremisesKind.BUILDING,
        "name": "9栋",
        "parent_id": None,
        "organisation_id": COMMUNITY,
    }
    return PremisesProfile(**(said | changes))


def record_premises(
    premises_id: str = "65-9", actor: Actor = SYSTEM, **changes
) -> RecordPremises:
    return RecordPremises(
        actor=actor, premises_id=premises_id, profile=a_premises_profile(**changes)
    )


def the_courtyard() -> list[RecordPremises]:
    """金科苑东街65号: a building with a unit and a door, and a house of its own."""
    kinds = PremisesKind
    return [
        record_premises("65", kind=kinds.COURTYARD, name="金科苑东街65号院"),
        record_premises("65-9", name="9栋", parent_id="65"),
        record_premises("65-9-2", kind=kinds.UNIT, name="2单元", parent_id="65-9"),
        record_premises("65-9-2-4", kind=kinds.DOOR, name="4号", parent_id="65-9-2"),
        record_premises("65-f2", kind=kinds.DOOR, name="附2号", parent_id="65"),
    ]


CREDIT_CODE = "91350100M000100Y43"
"""The standard's own example."""


def record_firm(firm_id: UUID | None = None, actor: Actor = SYSTEM, **changes):
    said = {
        "kind": FirmKind.ENTERPRISE,
        "name": "梨花食品厂",
        "organisation_id": COMMUNITY,
        "address": "金科苑东街65号",
        "credit_code": CREDIT_CODE,
    }
    profile = FirmProfile(**(said | changes))
    return RecordFirm(actor=actor, firm_id=firm_id or uuid4(), profile=profile)


AT_HOME = "金科苑东街65号9栋2单元4号"


def the_tree() -> list[RecordOrganisation | RecordPremises]:
    """A district with a street, a community, a department; a stranger; a courtyard."""
    district = {"name": "金牛区", "kind": OrganisationKind.DISTRICT, "parent_id": None}
    street = {"name": "金泉街道", "kind": OrganisationKind.STREET}
    department = {"name": "民政局", "kind": OrganisationKind.DEPARTMENT}
    stranger = {"name": "老城街道", "kind": OrganisationKind.STREET, "parent_id": None}
    return [
        record_organisation(DISTRICT, **district, division_code=DISTRICT),
        record_organisation(STREET, **street, parent_id=DISTRICT, division_code=STREET),
        record_organisation(COMMUNITY),
        record_organisation(
            DEPARTMENT, **department, parent_id=DISTRICT, division_code=DISTRICT
        ),
        record_organisation(OTHER, **stranger, division_code=OTHER),
        *the_courtyard(),
    ]
