"""Three questions a month: alerts, corrections, reminders (劳动信息员, D-22)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from intake.application.commands import NoteCaseFact
from intake.application.informer_desk import (
    months_to_report,
    months_until,
    reminded,
    stands,
)
from intake.application.informer_lists import (
    GiveEnterprise,
    RecordEnterprise,
    RecordInformer,
    TakeEnterprise,
)
from intake.application.informing import (
    RemindInformers,
    TakeReport,
)
from intake.domain.channel import Channel
from intake.domain.contact import Contact
from intake.domain.errors import (
    BrokenPetition,
    MonthClosed,
    MonthNotBegun,
    NotTheInformer,
    OutsideScope,
    ReportedBefore,
    ReportMoved,
    UnknownEnterprise,
    UnknownInformer,
    UnknownReference,
)
from intake.domain.informers import InformerReminded
from intake.domain.informing import Alarm, Enterprise, InformerReport, closes_on
from intake.domain.lifecycle import PetitionState
from intake.domain.nature import Severity
from intake.domain.policy import IntakePolicy
from intake.domain.progress import CaseStep
from minqing_kernel.messages import Actor, Role
from services.intake.tests.builders import (
    COMMUNITY,
    NOON,
    OTHER_COMMUNITY,
    STREET,
    a_category,
    a_clerk,
    a_fact,
    a_street_with_two_communities,
    a_supervisor,
    the_operator,
)
from services.intake.tests.fakes import FakeIntake, FakeSeals
from services.intake.tests.unit.test_at_the_channels import LABOUR, do

pytestmark = pytest.mark.unit

INFORMER = "informer-1"

FACTORY = Enterprise(
    enterprise_id="91440300X",
    name="某某电子厂",
    organisation_id=COMMUNITY,
    division_code=COMMUNITY,
)


def a_report(**changes):
    said = {
        "enterprise_id": FACTORY.enterprise_id,
        "month": "2026-10",
        "production_normal": True,
        "wages_paid": True,
        "hazard": False,
        "text": "",
        "reported_at": NOON,
        "reported_by": "informer-1",
    }
    return InformerReport(**{**said, **changes})


@pytest.fixture
def informed():
    units = a_street_with_two_communities()
    units.append(replace(units[1], organisation_id=LABOUR, name="劳动监察队"))
    policy = IntakePolicy(labour_unit=LABOUR, informer_closing_day=25)
    intake = FakeIntake([a_category(), a_category("labour")], units, policy)
    do(intake, RecordEnterprise(enterprise=FACTORY, actor=a_supervisor()))
    return intake


def report(intake, actor=None, seen=None, **changes):
    told = a_report(**changes)
    return do(intake, TakeReport(report=told, actor=actor or a_clerk(), seen=seen))


def test_d22_three_good_answers_alert_nobody(informed):
    assert report(informed) is None
    assert not informed.store.petitions


@pytest.mark.parametrize(
    "answer, words",
    [
        ({"production_normal": False}, "不能正常生产"),
        ({"wages_paid": False}, "没有正常支付工资"),
        ({"hazard": True}, "有重大安全隐患"),
    ],
)
def test_d22_an_alarming_answer_is_an_urgent_petition_of_the_labour_unit_at_once(
    informed, answer, words
):
    alert = report(informed, text="两个月没发工资。", **answer)
    petition = informed.store.petitions[alert.petition_id]
    assert petition.channel is Channel.INFORMER
    assert petition.organisation_id == LABOUR
    assert petition.nature.severity is Severity.URGENT
    assert petition.title == f"某某电子厂：{words}"
    assert alert.petition_id in informed.store.unsigned
    assert petition.state is PetitionState.ACCEPTED
    assert petition.received_at == NOON


def test_d22_where_no_labour_unit_is_named_the_enterprises_own_is_alerted():
    intake = FakeIntake([a_category()], a_street_with_two_communities())
    do(intake, RecordEnterprise(enterprise=FACTORY, actor=the_operator()))
    alert = report(intake, text="停产。", production_normal=False)
    petition = intake.store.petitions[alert.petition_id]
    assert (petition.organisation_id, petition.category) == (COMMUNITY, None)
    assert petition.state is PetitionState.RECEIVED


def test_d22_where_the_labour_unit_is_gone_the_enterprises_own_is_alerted():
    units = a_street_with_two_communities()
    closed = replace(units[1], organisation_id="closed", active=False)
    for unit in ("nowhere", "closed"):
        policy = IntakePolicy(labour_unit=unit)
        intake = FakeIntake([a_category("labour")], [*units, closed], policy)
        do(intake, RecordEnterprise(enterprise=FACTORY, actor=the_operator()))
        alert = report(intake, text="停产。", production_normal=False)
        petition = intake.store.petitions[alert.petition_id]
        assert petition.organisation_id == COMMUNITY


def test_d22_an_enterprise_is_reported_on_once_a_month(informed):
    report(informed)
    with pytest.raises(ReportedBefore):
        report(informed)
    report(informed, month="2026-11")


def test_d22_nobody_answers_for_a_month_that_has_not_begun(informed):
    with pytest.raises(MonthNotBegun) as refusal:
        report(informed, month="2026-12")
    assert refusal.value.fields == {"month": "still-to-come"}


def test_d22_each_months_form_is_told_of_once_without_its_words(informed):
    report(informed, text="两个月没发工资。", wages_paid=False)
    [kept] = informed.store.channels.revisions
    [fact] = kept.release()
    assert (fact.month, fact.organisation_id) == ("2026-10", COMMUNITY)
    assert (fact.reported_by, fact.alarming) == ("informer-1", True)
    assert not hasattr(fact, "text")


def test_d22_nobody_reports_on_what_is_not_listed_or_not_ones_own(informed):
    with pytest.raises(UnknownEnterprise):
        report(informed, enterprise_id="other")
    with pytest.raises(OutsideScope):
        report(informed, a_clerk(OTHER_COMMUNITY))
    closed = replace(FACTORY, active=False)
    do(informed, RecordEnterprise(enterprise=closed, actor=the_operator()))
    with pytest.raises(UnknownEnterprise):
        report(informed)


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"month": "2026-13"}, "month"),
        ({"text": "x" * 2_001}, "text"),
        ({"hazard": True, "text": " "}, "text"),
    ],
)
def test_d22_a_report_that_means_nothing_is_refused(changes, field):
    with pytest.raises(BrokenPetition) as refusal:
        a_report(**changes)
    assert set(refusal.value.fields) == {field}


# -- answered anew ---------------------------------------------------------------------

UNPAID = {"text": "两个月没发工资。", "wages_paid": False}


def standing(intake, month="2026-10"):
    return intake.store.channels.reports[FACTORY.enterprise_id, month]


def test_d22_the_same_answers_sent_twice_are_one_report(informed):
    assert report(informed, seen=0, **UNPAID) is not None
    assert report(informed, seen=0, **UNPAID) is None
    assert report(informed, seen=1, **UNPAID) is None
    assert [each.revision for each in informed.store.channels.revisions] == [1]
    assert len(informed.store.petitions) == 1


def test_d22_what_is_answered_anew_keeps_what_was_said_before(informed):
    report(informed, seen=0)
    report(informed, seen=1, text="新接了订单。", reported_by="informer-2")
    told = [
        (each.revision, each.text, each.reported_by)
        for each in informed.store.channels.revisions
    ]
    assert told == [(1, "", INFORMER), (2, "新接了订单。", "informer-2")]


def test_d22_whoever_did_not_see_what_stands_changes_nothing(informed):
    with pytest.raises(ReportMoved):
        report(informed, seen=1)
    report(informed, seen=0)
    report(informed, seen=1, text="新接了订单。")
    for stale in (0, 1, 3):
        with pytest.raises(ReportMoved):
            report(informed, seen=stale, text="别的话。")


def test_d22_an_answer_alerts_once_however_often_its_words_change(informed):
    first = report(informed, seen=0, **UNPAID)
    assert report(informed, seen=1, wages_paid=False, text="三个月了。") is None
    assert list(informed.store.petitions) == [first.petition_id]


def test_d22_an_answer_that_alarms_anew_is_an_alert_of_its_own(informed):
    report(informed, seen=0, **UNPAID)
    more = report(informed, seen=1, wages_paid=False, hazard=True, text="消防门锁死。")
    petition = informed.store.petitions[more.petition_id]
    assert petition.title == "某某电子厂：有重大安全隐患"
    assert standing(informed).alert_id == more.petition_id
    assert [each.answers for each in standing(informed).alerts] == [
        {Alarm.WAGES},
        {Alarm.HAZARD},
    ]


def test_d22_a_corrected_answer_takes_its_alert_back_and_may_alert_again(informed):
    first = report(informed, seen=0, **UNPAID)
    assert report(informed, seen=1) is None
    petition = informed.store.petitions[first.petition_id]
    assert "没有正常支付工资" in petition.withdrawal.reason
    assert standing(informed).alerts == ()
    again = report(informed, seen=2, **UNPAID)
    assert again.petition_id != first.petition_id


def test_d22_an_alert_of_two_answers_stands_while_one_of_them_holds(informed):
    both = report(informed, seen=0, hazard=True, **UNPAID)
    report(informed, seen=1, hazard=True, text="工资发了。")
    assert informed.store.petitions[both.petition_id].withdrawal is None
    report(informed, seen=2)
    assert informed.store.petitions[both.petition_id].withdrawal is not None


def test_d22_an_alert_that_was_answered_is_not_taken_back(informed):
    first = report(informed, seen=0, **UNPAID)
    steps = (CaseStep.ASSIGNED, CaseStep.RESOLVED)
    for revision, step in enumerate(steps, 1):
        fact = a_fact(revision, step)
        do(informed, NoteCaseFact(petition_id=first.petition_id, fact=fact))
    report(informed, seen=1)
    assert informed.store.petitions[first.petition_id].withdrawal is None
    assert standing(informed).alerts == ()


def test_d22_until_a_day_of_the_next_month_answers_may_change_and_no_longer(informed):
    report(informed, month="2026-10")
    informed.clock.move_to(NOON + timedelta(days=4))
    report(informed, seen=1, text="新接了订单。")
    informed.clock.move_to(NOON + timedelta(days=5))
    with pytest.raises(MonthClosed):
        report(informed, seen=2, text="又变了。")
    assert report(informed, seen=2, text="新接了订单。") is None
    report(informed, month="2026-09", **UNPAID)


@pytest.mark.parametrize(
    "month, day, closes",
    [
        ("2026-10", 10, date(2026, 11, 10)),
        ("2026-12", 28, date(2027, 1, 28)),
        ("2026-01", 28, date(2026, 2, 28)),
    ],
)
def test_d22_a_month_closes_on_a_day_of_the_month_after(month, day, closes):
    assert closes_on(month, day) == closes


# -- informers -------------------------------------------------------------------------

OTHER = replace(FACTORY, enterprise_id="91440300Z", organisation_id=OTHER_COMMUNITY)
PHONE = Contact(name="孙某", telephone="13800138000")


def informer(unit=COMMUNITY, who=INFORMER):
    return Actor(id=who, role=Role.HANDLER, organisation_id=unit)


def give(intake, *enterprises, actor=None, contact=PHONE, **changes):
    said = {"informer_id": INFORMER, "organisation_id": COMMUNITY} | changes
    command = RecordInformer(
        **said,
        enterprises=frozenset(enterprises),
        contact=contact,
        actor=actor or a_supervisor(COMMUNITY),
    )
    do(intake, command)
    return intake.store.channels.informers[INFORMER]


def test_d22_where_somebody_reports_nobody_else_does_but_the_desk(informed):
    report(informed, informer(who="passer-by"), seen=0)
    give(informed, FACTORY.enterprise_id)
    with pytest.raises(NotTheInformer):
        report(informed, informer(who="passer-by"), seen=1, text="新接了订单。")
    report(informed, informer(OTHER_COMMUNITY), seen=1, text="新接了订单。")
    report(informed, a_clerk(), seen=2, text="电话里说的。")


def test_d22_an_informers_telephone_is_sealed_and_stays_until_told_anew(informed):
    told = give(informed, FACTORY.enterprise_id)
    assert told.contact == FakeSeals().seal(PHONE.to_dict(), INFORMER)
    again = give(informed, FACTORY.enterprise_id, contact=Contact())
    assert again.contact == told.contact


def one(intake, enterprise=FACTORY.enterprise_id, contact=PHONE, **changes):
    said = {"informer_id": INFORMER, "organisation_id": COMMUNITY} | changes
    said = {"actor": a_supervisor(COMMUNITY), **said}
    do(intake, GiveEnterprise(**said, enterprise_id=enterprise, contact=contact))
    return intake.store.channels.informers[INFORMER]


def drop(intake, enterprise=FACTORY.enterprise_id, informer_id=INFORMER, actor=None):
    who = {"informer_id": informer_id, "actor": actor or a_supervisor(COMMUNITY)}
    do(intake, TakeEnterprise(**who, enterprise_id=enterprise))
    return intake.store.channels.informers[INFORMER]


def test_d22_single_enterprises_are_given_and_taken_and_others_stay(informed):
    second = replace(FACTORY, enterprise_id="91440300Y")
    do(informed, RecordEnterprise(enterprise=second, actor=a_supervisor(COMMUNITY)))
    told = one(informed)
    assert one(informed, second.enterprise_id, Contact()).contact == told.contact
    left = drop(informed)
    assert drop(informed) == left
    assert left.enterprises == {second.enterprise_id}
    none = drop(informed, second.enterprise_id)
    assert (none.enterprises, none.contact) == (frozenset(), None)
    with pytest.raises(UnknownInformer):
        drop(informed, informer_id="nobody")
    with pytest.raises(UnknownEnterprise):
        one(informed, "91440300Q")
    far = a_supervisor(OTHER_COMMUNITY)
    with pytest.raises(OutsideScope):
        one(informed, actor=far)
    with pytest.raises(OutsideScope):
        drop(informed, actor=far)


def test_d22_who_reports_on_nothing_leaves_no_telephone(informed):
    give(informed, FACTORY.enterprise_id)
    none = give(informed, contact=Contact())
    assert (none.enterprises, none.contact) == (frozenset(), None)
    assert give(informed, FACTORY.enterprise_id, contact=Contact()).contact is None
    del informed.store.channels.informers[INFORMER]
    assert give(informed, FACTORY.enterprise_id, contact=Contact()).contact is None


def test_d22_a_desk_gives_and_takes_its_own_enterprises_alone(informed):
    do(informed, RecordEnterprise(enterprise=OTHER, actor=a_supervisor(STREET)))
    with pytest.raises(OutsideScope):
        give(informed, OTHER.enterprise_id)
    with pytest.raises(UnknownEnterprise):
        give(informed, "nobody")
    with pytest.raises(OutsideScope):
        give(informed, organisation_id=OTHER_COMMUNITY)
    with pytest.raises(UnknownReference):
        give(informed, organisation_id="nowhere", actor=the_operator())
    give(informed, OTHER.enterprise_id, actor=a_supervisor(STREET))
    theirs = give(informed, FACTORY.enterprise_id)
    assert theirs.enterprises == {OTHER.enterprise_id, FACTORY.enterprise_id}
    assert give(informed, actor=the_operator()).enterprises == set()
    give(informed, actor=a_supervisor(STREET), organisation_id=OTHER_COMMUNITY)
    with pytest.raises(OutsideScope):
        give(informed)


# -- reminders -------------------------------------------------------------------------


def remind(intake, actor=None, month="2026-11", unit=COMMUNITY):
    actor = actor or a_supervisor(COMMUNITY)
    command = RemindInformers(month=month, organisation_id=unit, actor=actor)
    return do(intake, command)


def test_d22_who_is_behind_is_reminded_once_a_day(informed):
    give(informed, FACTORY.enterprise_id)
    [behind] = remind(informed)
    assert (behind.enterprises, behind.reminded) == (("某某电子厂",), False)
    assert [each.reminded for each in remind(informed)] == [True]
    [kept] = informed.store.channels.reminders
    [fact] = kept.release()
    assert isinstance(fact, InformerReminded)
    assert (fact.enterprises, fact.closes_on) == (("某某电子厂",), date(2026, 12, 25))
    informed.clock.move_to(NOON + timedelta(days=1))
    assert [each.reminded for each in remind(informed)] == [False]
    report(informed, month="2026-11")
    assert remind(informed) == []


def test_d22_who_left_no_telephone_is_named_and_not_reminded(informed):
    give(informed, FACTORY.enterprise_id, contact=Contact())
    assert [each.reachable for each in remind(informed)] == [False]
    assert informed.store.channels.reminders == []


def test_d22_nobody_is_reminded_of_another_place_or_of_a_month_to_come(informed):
    with pytest.raises(OutsideScope):
        remind(informed, unit=OTHER_COMMUNITY)
    with pytest.raises(MonthNotBegun):
        remind(informed, month="2026-12")


class Reminders:
    def contacts(self, ids, *, actor, purpose):
        seal = FakeSeals().seal(PHONE.to_dict(), INFORMER)
        return {each: (INFORMER, seal) for each in ids if each == UUID(int=7)}


def test_d22_a_notice_finds_the_informer_by_the_reminders_id():
    ids = [UUID(int=7), UUID(int=8)]
    found = reminded(Reminders(), FakeSeals(), ids, actor=the_operator())
    assert found == {UUID(int=7): PHONE}


# -- how months stand ------------------------------------------------------------------


def test_d22_an_informer_is_shown_this_month_and_the_one_before():
    assert months_to_report(date(2027, 1, 3)) == ["2026-12", "2027-01"]
    assert months_until("2026-02", 3) == ["2025-12", "2026-01", "2026-02"]


@pytest.mark.parametrize(
    "report, since, told",
    [
        ({"alarming": True}, None, "adverse"),
        ({"alarming": False}, "2026-12", "reported"),
        (None, None, "missing"),
        (None, "2026-11", "missing"),
        (None, "2026-12", "not-owed"),
    ],
)
def test_d22_a_month_is_reported_adverse_missing_or_not_owed(report, since, told):
    reports = {"2026-11": report} if report else {}
    assert stands(reports, since, "2026-11") == told
