"""Who reports on what (D-22): informers, reminders, how their months stand."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

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
from intake.application.informing import RemindInformers
from intake.domain.contact import Contact
from intake.domain.errors import (
    MonthNotBegun,
    NotTheInformer,
    OutsideScope,
    UnknownEnterprise,
    UnknownInformer,
    UnknownReference,
)
from intake.domain.informers import InformerReminded
from minqing_kernel.messages import Actor, Role
from services.intake.tests.builders import (
    COMMUNITY,
    NOON,
    OTHER_COMMUNITY,
    STREET,
    a_clerk,
    a_supervisor,
    the_operator,
)
from services.intake.tests.channel_desk import do
from services.intake.tests.fakes import FakeSeals
from services.intake.tests.informer_desk import FACTORY, INFORMER, informed, report

pytestmark = pytest.mark.unit

__all__ = ["informed"]

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
