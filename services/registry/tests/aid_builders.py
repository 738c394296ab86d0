"""Help: each builder says only what matters to its test."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import UUID, uuid4

from minqing_kernel.messages import Actor, Role
from registry.application.aid.commands import CheckEntitled, Line, ProposePayments
from registry.application.archive.commands import EditSection
from registry.application.plans.commands import ChangePlan
from registry.application.rules import Rules
from registry.domain.access import Purpose
from registry.domain.aid.conditions import AllOf, AnyOf, Check, Op, PersonFact
from registry.domain.aid.rules import (
    STATUTORY_HELP,
    BenefitRule,
    HelpPolicy,
    Programme,
)
from registry.domain.archive.fields import FieldSpec, FieldType
from registry.domain.archive.section import SubjectKind
from registry.domain.plans.plan import Measure, MeasureKind, PlanFor, PlanWords
from registry.domain.sensitivity import Sensitivity
from services.registry.tests.archive_builders import define
from services.registry.tests.builders import COMMUNITY, TODAY, an_actor

CLERK = Actor(id="wang-li", role=Role.CLERK, organisation_id=COMMUNITY)
SECOND = Actor(id="li-na", role=Role.CLERK, organisation_id=COMMUNITY)
FIELD = Actor(id="wang-li", role=Role.HANDLER, organisation_id=COMMUNITY)
HEAD = an_actor()
FIRST = UUID(int=0)
SOON = TODAY + timedelta(days=90)
WHAT = "白小梨参加月嫂培训"


def choices(code: str, *options: str, sensitivity: int = 3) -> FieldSpec:
    return FieldSpec(
        code=code,
        title=code,
        type=FieldType.CHOICES,
        options=options,
        sensitivity=Sensitivity(sensitivity),
    )


def choice(code: str, *options: str, sensitivity: int = 2) -> FieldSpec:
    return FieldSpec(
        code=code,
        title=code,
        type=FieldType.CHOICE,
        options=options,
        sensitivity=Sensitivity(sensitivity),
    )


KINDS = choices("kinds", "低保", "优抚", "残疾人补贴")
LEVEL = choice("disability_level", "一级", "二级", "三级", sensitivity=3)
STATUS = choice("status", "在职", "失业", "灵活就业")
HELPED = FieldSpec(code="helped", title="帮扶", type=FieldType.YES_NO)
READERS = frozenset({Role.CLERK, Role.SUPERVISOR})


def the_sections() -> list[Any]:
    everybody = frozenset({Role.CLERK, Role.SUPERVISOR, Role.HANDLER})
    return [
        define("civil-affairs", KINDS),
        define("health", LEVEL, readers=READERS),
        define("employment", STATUS, readers=everybody),
        define("assistance", HELPED),
    ]


def write(resident_id: UUID, section: str, seen: int = 0, **values: Any) -> EditSection:
    return EditSection(
        actor=CLERK,
        subject=SubjectKind.RESIDENT,
        subject_id=resident_id,
        section=section,
        values=values,
        seen=seen,
    )


SEVERE = BenefitRule(
    code="care",
    title="护理补贴",
    valid_from=date(2016, 1, 1),
    when=Check(fact="health.disability_level", op=Op.ONE_OF, value=("一级", "二级")),
    held=Check(fact="civil-affairs.kinds", op=Op.HAS, value="残疾人补贴"),
    basis="国发〔2015〕52号",
)
OLD_AGE = BenefitRule(
    code="old-age",
    title="高龄津贴",
    valid_from=date(2020, 1, 1),
    when=AllOf(
        parts=(
            Check(fact=PersonFact.AGE, op=Op.AT_LEAST, value=40),
            AnyOf(
                parts=(
                    Check(fact=PersonFact.HOUSEHOLD_SIZE, op=Op.AT_MOST, value=1),
                    Check(fact=PersonFact.AGE, op=Op.AT_LEAST, value=80),
                )
            ),
        )
    ),
    programme="old-age",
    basis="本处",
)
PROGRAMMES = (
    Programme(code="hardship", title="困难补助", since=date(2014, 1, 1), basis="C-25"),
    Programme(
        code="old-age",
        title="高龄津贴",
        since=date(2020, 1, 1),
        until=date(2026, 12, 31),
        basis="C-12",
    ),
)
POLICY = HelpPolicy(
    classes=STATUTORY_HELP.classes,
    seekers=STATUTORY_HELP.seekers,
    benefits=(SEVERE, OLD_AGE),
    programmes=PROGRAMMES,
)
RULES = Rules(help_at=lambda _: POLICY)


def check(rule: str = "care", actor: Actor = CLERK, **changes: Any) -> CheckEntitled:
    said = {
        "organisation_id": COMMUNITY,
        "purpose": Purpose.BENEFIT_CHECK,
        "after": FIRST,
        "limit": 100,
    }
    return CheckEntitled(actor=actor, rule=rule, **(said | changes))


def pay(*lines: Line, actor: Actor = CLERK, **changes: Any) -> ProposePayments:
    said: dict[str, Any] = {"programme": "hardship", "period": "2026-03"}
    return ProposePayments(actor=actor, lines=lines, **(said | changes))


def line(household_id: UUID, cents: int = 18_900, key: UUID | None = None) -> Line:
    return Line(payment_id=key or uuid4(), household_id=household_id, cents=cents)


def a_measure(**changes: Any) -> Measure:
    said: dict[str, Any] = {
        "kind": MeasureKind.TRAINING,
        "what": WHAT,
        "who": "wang-li",
        "due": SOON,
    }
    return Measure(**(said | changes))


def words(**changes: Any) -> PlanWords:
    said: dict[str, Any] = {
        "owner": "wang-li",
        "review_on": SOON,
        "classes": ["low-income"],
        "measures": [a_measure()],
    }
    return PlanWords(**(said | changes))


def plan(
    household_id: UUID, key: UUID, seen: int = 0, actor: Actor = FIELD, **changes: Any
) -> ChangePlan:
    return ChangePlan(
        actor=actor,
        plan_id=key,
        subject=PlanFor.HOUSEHOLD,
        subject_id=str(household_id),
        words=words(**changes),
        seen=seen,
    )


def village_plan(
    key: UUID, place: str = COMMUNITY, actor: Actor = CLERK, **changes: Any
) -> ChangePlan:
    return ChangePlan(
        actor=actor,
        plan_id=key,
        subject=PlanFor.PLACE,
        subject_id=place,
        words=words(**({"classes": []} | changes)),
        seen=0,
    )


def at_once(act: Callable[[Any], Any], many: Sequence[Any]) -> list[int]:
    """Do it in as many threads, and return the statuses that they were told."""
    start, told = Barrier(len(many)), []

    def run(each):
        start.wait()
        told.append(act(each).status_code)

    threads = [Thread(target=run, args=(each,)) for each in many]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return told
