"""A person in every room of the register, with words that are known before."""

from typing import Any
from uuid import UUID

from minqing_kernel.messages import Actor, Role
from registry.application.aid.commands import (
    DecideEntitlement,
    DecidePayments,
    PairUp,
)
from registry.application.archive.commands import EditSection
from registry.application.commands import ReadResident
from registry.application.ledgers.commands import ReadItem
from registry.application.plans.commands import ClosePlan, ReviewPlan
from registry.application.privacy.commands import AskForRight
from registry.domain.access import Purpose
from registry.domain.aid.entitlement import Outcome
from registry.domain.aid.pairing import Partner, PartnerKind
from registry.domain.aid.payment import PaymentStep
from registry.domain.archive.section import SubjectKind
from registry.domain.ledgers.policy import STABILITY, AboutKind
from registry.domain.privacy.request import RequestKind
from registry.domain.visits.kinds import SubjectKind as Visited
from services.registry.tests.aid_builders import (
    CLERK,
    FIELD,
    SECOND,
    SOON,
    a_measure,
    line,
    pay,
    plan,
    the_sections,
)
from services.registry.tests.archive_builders import CARER, CONDITION, ILLNESS, define
from services.registry.tests.builders import (
    ADDRESS,
    AT_HOME,
    NAME,
    TELEPHONE,
    TODAY,
    an_identity,
    record_firm,
    record_household,
    record_resident,
)
from services.registry.tests.check_builders import (
    draw_checks,
    held,
    record_finding,
    the_staff,
)
from services.registry.tests.ledger_builders import (
    a_head,
    about,
    decide,
    enter,
    leave,
    make,
    meet,
    report,
    take_back,
    write,
)
from services.registry.tests.unit.test_jobs_and_six_ones import introduce, offer, settle
from services.registry.tests.visit_builders import (
    a_home,
    a_visitor,
    an_account,
    of,
    record_visit,
)

HOME, ME, FIRM, OFFER = UUID(int=7), UUID(int=8), UUID(int=9), UUID(int=10)
PLAN, PAIR, PAID, JOB = (UUID(int=each) for each in range(11, 15))
ITEM, QUIET, TOLD, MEETING = (UUID(int=each) for each in range(15, 19))
VISIT, DRAW, ASKED = (UUID(int=each) for each in range(19, 22))
HARDSHIP = UUID(int=22)
RESIDENT = Actor(id=str(ME), role=Role.RESIDENT)
WORDS = {
    "illness": "红斑狼疮活动期",
    "carer": "冯一二三",
    "condition": "长期卧床难起",
    "measure": "安排护工白天照看",
    "review": "复核时见其仍卧病",
    "closing": "因其转入养护机构",
    "topic": "谈起家中欠款一事",
    "diary": "她说夜里疼得睡不着",
    "diary before": "她说女儿久未回家",
    "older diary": "去年秋天她尚能走动",
    "question": "反映邻居堆放杂物",
    "result": "已劝邻居清走杂物",
    "quiet": "扬言周末要去堵门",
    "minutes": "会上议了她家的难处",
    "decision": "由网格员每周看望",
    "request": "电话早已换成别的",
    "hardship": "债主上门已经三回",
}
"""What was said of somebody; each stands in another room, and nowhere in the clear."""
SECRETS = (*WORDS.values(), NAME, TELEPHONE, an_identity(), ADDRESS, AT_HOME)


def people() -> list[Any]:
    """Staff, a household with one person, a firm, the sections."""
    return [
        *the_staff(),
        record_household(HOME, address=AT_HOME),
        record_firm(FIRM),
        *the_sections(),
        define("body", ILLNESS, CONDITION, CARER),
        record_resident(ME, household_id=HOME),
    ]


def archive() -> list[Any]:
    """What stands in the file, and what its owner asks for."""
    said = {name: WORDS[name] for name in ("illness", "condition", "carer")}
    return [
        EditSection(
            actor=CLERK,
            subject=SubjectKind.RESIDENT,
            subject_id=ME,
            section="body",
            values=said,
            seen=0,
        ),
        AskForRight(
            actor=RESIDENT,
            request_id=ASKED,
            kind=RequestKind.DELETION,
            section="particulars",
            statement=WORDS["request"],
            fields=("telephone",),
        ),
        ReadResident(actor=CLERK, resident_id=ME, purpose=Purpose.CASE_HANDLING),
    ]


def visits() -> list[Any]:
    """A visit that was corrected, and checks that were drawn of others."""
    mine = {
        "subjects": [a_home(HOME), of(Visited.RESIDENT, ME)],
        "topic": WORDS["topic"],
    }
    old = {"subjects": [a_home(HOME)], "held_at": held()}
    drawn = UUID(int=30)
    return [
        record_visit(an_account(**mine, diary=WORDS["diary before"]), VISIT),
        record_visit(an_account(**mine, diary=WORDS["diary"]), VISIT),
        record_visit(an_account(**old, diary=WORDS["older diary"]), drawn, a_visitor()),
        draw_checks(draw_id=DRAW),
        record_finding(DRAW, drawn),
    ]


def aid() -> list[Any]:
    """A plan that was reviewed and closed, a payment, a pairing, a benefit, a job."""
    wang = Partner(kind=PartnerKind.STAFF, id="wang-li")
    return [
        plan(HOME, PLAN, measures=[a_measure(what=WORDS["measure"])]),
        ReviewPlan(
            actor=FIELD, plan_id=PLAN, note=WORDS["review"], review_on=SOON, seen=1
        ),
        ClosePlan(actor=FIELD, plan_id=PLAN, why=WORDS["closing"], seen=2),
        PairUp(
            actor=CLERK, pairing_id=PAIR, household_id=HOME, partner=wang, since=TODAY
        ),
        pay(line(HOME, key=PAID)),
        DecidePayments(actor=SECOND, payment_ids=[PAID], step=PaymentStep.APPROVE),
        DecideEntitlement(
            actor=CLERK,
            rule="care",
            edition="care@2016-01-01",
            resident_id=ME,
            outcome=Outcome.CONFIRMED,
        ),
        offer(key=OFFER, firm_id=FIRM),
        introduce(ME, JOB, offer_id=OFFER),
        settle(key=JOB),
    ]


def ledgers() -> list[Any]:
    """Three ledgers: one open that was public for a while, one restricted."""
    mine = about(AboutKind.RESIDENT, ME)
    words = {"question": WORDS["question"], "result": WORDS["result"]}
    quiet = {"ledger": STABILITY, "reason": "screened", "question": WORDS["quiet"]}
    poor = {"ledger": "hardship", "reason": "assessed", "question": WORDS["hardship"]}
    said = {"minutes": WORDS["minutes"], "decisions": {ITEM: WORDS["decision"]}}
    consent = {"consent_on": TODAY, "consent_ref": "同意书2026-7"}
    return [
        enter(ITEM, about=mine, **words),
        enter(HARDSHIP, about=about(AboutKind.HOUSEHOLD, HOME), **poor),
        make(),
        meet(ITEM, meeting_id=MEETING, **said),
        report(ITEM),
        write(ITEM, TOLD, **consent),
        decide(TOLD),
        take_back(TOLD),
        leave(ITEM),
        enter(QUIET, a_head(), about=mine, **quiet, result=WORDS["quiet"]),
        ReadItem(actor=a_head(), item_id=QUIET, purpose=Purpose.CASE_HANDLING),
    ]


def every_room() -> list[Any]:
    """Return all that fills them, in order."""
    return [*people(), *archive(), *visits(), *aid(), *ledgers()]
