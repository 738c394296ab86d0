"""A personal link is one person's, opens until it ends, and is taken back for good."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from minqing_kernel.bus import CommandBus
from minqing_kernel.errors import TransitionRefused
from minqing_kernel.messages import ANYONE, Cause
from portal.application.commands import IssueLink, KeepMatter, RevokeLink, UseLink
from portal.application.handlers import HANDLERS
from portal.domain.errors import LinkClosed, LinkUnknown
from portal.domain.links import LINK_DAYS, LINK_LIFE, LinkKind, LinkState
from portal.entrypoints.web.desk.links import below
from portal.entrypoints.web.pages.links import faults_of
from services.portal.tests.fakes import FakeWork
from services.portal.tests.stand_in import NOON

pytestmark = pytest.mark.unit

FIRST, SECOND = UUID(int=1), UUID(int=2)
WHY = Cause(correlation_id=UUID(int=9), actor=ANYONE)
ISSUE = IssueLink(
    link_id=FIRST,
    kind=LinkKind.CAPTAIN,
    token_print="a" * 64,
    holder_id="gao.ming",
    organisation_id="jinkeyuan",
    desk_id="jinquan",
    sealed="s",
    by="li.xiao",
    at=NOON,
)
KEEP = KeepMatter(
    matter_id=UUID(int=5),
    number="ZC-2611-012345",
    code_print="x",
    sealed="s",
    at=NOON,
    link_id=FIRST,
)


@pytest.fixture
def work():
    return FakeWork()


@pytest.fixture
def bus(work):
    found = CommandBus(lambda: work, HANDLERS)
    found.handle(ISSUE, WHY)
    return found


def revoke(**more):
    known = {"link_id": FIRST, "units": frozenset({"jinkeyuan"}), "by": "li.xiao"}
    return RevokeLink(**{**known, "at": NOON, **more})


def test_a_link_opens_for_half_a_year_and_says_who_gave_it(bus, work):
    link = work.links[FIRST]
    assert link.opens(NOON + LINK_DAYS - timedelta(seconds=1))
    assert not link.opens(NOON + LINK_DAYS)
    (fact,) = link.release()
    assert (fact.by, fact.holder_id, fact.revision) == ("li.xiao", "gao.ming", 1)


def test_another_link_for_the_same_person_ends_the_one_before(bus, work):
    bus.handle(replace(ISSUE, link_id=SECOND, by="chen.zhu"), WHY)
    assert work.links[FIRST].state is LinkState.REVOKED
    assert work.links[FIRST].revoked_by == "chen.zhu"
    assert work.links[SECOND].opens(NOON)


def test_somebody_elses_link_stays(bus, work):
    bus.handle(replace(ISSUE, link_id=SECOND, holder_id="shi.yan"), WHY)
    assert work.links[FIRST].opens(NOON)


def test_a_matter_that_comes_by_it_is_kept_and_noted(bus, work):
    bus.handle(KEEP, WHY)
    link = work.links[FIRST]
    assert link.used_at == NOON
    assert link.release()[-1].matter_id == KEEP.matter_id
    assert KEEP.matter_id in work.kept


def test_nothing_comes_by_a_link_that_ended_or_was_taken_back(bus, work):
    with pytest.raises(LinkClosed):
        bus.handle(replace(KEEP, at=NOON + LINK_DAYS), WHY)
    bus.handle(revoke(), WHY)
    with pytest.raises(LinkClosed):
        bus.handle(KEEP, WHY)
    assert not work.kept


def test_it_is_taken_back_once_by_its_own_desk_alone(bus, work):
    with pytest.raises(LinkUnknown):
        bus.handle(revoke(units=frozenset({"dabei"})), WHY)
    bus.handle(revoke(units=frozenset({"jinquan"})), WHY)
    with pytest.raises(TransitionRefused):
        bus.handle(revoke(), WHY)
    assert work.links[FIRST].release()[-1].revision == 2


def test_everybodys_form_needs_no_link(work):
    bus = CommandBus(lambda: work, HANDLERS)
    bus.handle(replace(KEEP, link_id=None), WHY)
    assert KEEP.matter_id in work.kept


def test_a_captain_tells_of_the_own_buildings_and_says_something():
    right = {"text": "楼道灯坏了", "building": "b-9", "spot": "2单元"}
    assert faults_of(right, {"b-9": "9栋"}) == {}
    wrong = {"text": " ", "building": "b-1", "spot": "远" * 101}
    assert faults_of(wrong, {"b-9": "9栋"}) == {
        "text": "fault.text.empty",
        "building": "fault.link.building",
        "spot": "fault.place.long",
    }


def test_a_desk_reaches_its_own_unit_and_all_below():
    parents = {"street": "district", "one": "street", "door": "one", "else": "district"}
    assert below(parents, "street") == {"street", "one", "door"}


def test_the_drawing_in_the_readme_is_the_table():
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    assert f"```mermaid\n{LINK_LIFE.as_mermaid()}\n```" in readme


def test_d22_a_form_comes_by_a_link_until_it_is_taken_back(bus, work):
    use = UseLink(link_id=FIRST, form_id=UUID(int=6), at=NOON)
    bus.handle(use, WHY)
    bus.handle(use, WHY)
    assert (work.links[FIRST].used_at, work.links[FIRST].revision) == (NOON, 3)
    work.links[FIRST].revoke(by="li.xiao", at=NOON)
    with pytest.raises(LinkClosed):
        bus.handle(use, WHY)
