"""Three questions a month: alerts, and answers given anew (劳动信息员, D-22)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from intake.application.commands import NoteCaseFact
from intake.application.informer_lists import RecordEnterprise
from intake.domain.channel import Channel
from intake.domain.errors import (
    BrokenPetition,
    MonthClosed,
    MonthNotBegun,
    OutsideScope,
    ReportedBefore,
    ReportMoved,
    UnknownEnterprise,
)
from intake.domain.informing import Alarm, closes_on
from intake.domain.lifecycle import PetitionState
from intake.domain.nature import Severity
from intake.domain.policy import IntakePolicy
from intake.domain.progress import CaseStep
from services.intake.tests.builders import (
    COMMUNITY,
    NOON,
    OTHER_COMMUNITY,
    a_category,
    a_clerk,
    a_fact,
    a_street_with_two_communities,
    the_operator,
)
from services.intake.tests.channel_desk import LABOUR, do
from services.intake.tests.fakes import FakeIntake
from services.intake.tests.informer_desk import (
    FACTORY,
    INFORMER,
    a_report,
    informed,
    report,
)

pytestmark = pytest.mark.unit

__all__ = ["informed"]


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
