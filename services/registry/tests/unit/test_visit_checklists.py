"""D-30: a patrol answers the points of its place's list; a hazard leads somewhere."""

from dataclasses import replace
from uuid import uuid4

import pytest

from minqing_chassis.configuration import ConfigurationError
from minqing_chassis.sealing import Sealer
from minqing_kernel.errors import Invalid
from registry.adapters.policies import describe, load_policy, load_visits
from registry.adapters.sealed import Seals
from registry.adapters.visits.rows import VisitRows
from registry.domain.visits.checklist import Checked, CheckPoint, Found
from registry.domain.visits.closing import Closing, Family
from registry.domain.visits.finding import Finding, Word
from registry.domain.visits.kinds import Need
from registry.domain.visits.lacking import Circumstances, lacking
from registry.domain.visits.stamp import Stamp
from registry.domain.visits.visit import Edition, Outcome, Visit
from services.registry.tests.builders import COMMUNITY, NOON
from services.registry.tests.unit.test_privacy_policy import (
    NOW,
    SHIPPED,
    with_section,
)
from services.registry.tests.visit_builders import a_difficulty, an_account

pytestmark = pytest.mark.unit

EXITS, WIRING = (CheckPoint(code=code, title=code) for code in ("exits", "wiring"))
LISTED = replace(
    load_visits().at(NOW).kind("patrol"),
    checklist=(EXITS, WIRING),
    closes_with=frozenset({Need.CHECKLIST}),
)
STAMP = Stamp.next(NOON, None)


def answers(**found):
    return [Checked(point=point, found=Found(said)) for point, said in found.items()]


def patrol(**found):
    said = {"kind": "patrol", "premises_id": "65", "checklist": answers(**found)}
    return an_account(**said)


def wants(account, *findings, kind=LISTED):
    visit = Visit(
        visit_id=uuid4(),
        recorded_by="wang-li",
        recorded_at=NOON,
        account=account,
        said=STAMP,
        closing=Closing(family=Family.UNASKED, by="wang-li", said=STAMP),
    )
    seen = Circumstances(kind=kind, in_class=False, edited=False)
    return lacking(visit, findings, seen)


def a_finding():
    raised = a_difficulty(outcome=Outcome.RAISED)
    word = Word(said=STAMP, by="wang-li", difficulty=raised)
    finding = Finding(
        finding_id=uuid4(),
        visit_id=uuid4(),
        recorded_by="wang-li",
        recorded_at=NOON,
        unit=COMMUNITY,
    )
    finding.say(word, now=NOON)
    finding.state = finding.state.REGISTERED
    return finding


def test_d30_a_patrol_stays_open_until_each_point_of_its_list_is_answered():
    assert wants(patrol()) == {"checklist": "required"}
    assert wants(patrol(exits="fine")) == {"checklist": "required"}
    assert wants(patrol(exits="fine", wiring="absent")) == {}
    unasked = replace(LISTED, closes_with=frozenset())
    assert wants(patrol(exits="fine"), kind=unasked) == {}


def test_d30_a_hazard_stays_open_until_it_was_put_down_as_a_finding():
    seen = patrol(exits="hazard", wiring="fine")
    assert wants(seen) == {"checklist": "hazard-without-finding"}
    assert wants(seen, a_finding()) == {}


def test_d30_only_points_of_the_list_are_answered_and_each_once():
    patrol(exits="fine").check(LISTED, NOON)
    with pytest.raises(Invalid) as told:
        patrol(roof="fine").check(LISTED, NOON)
    assert told.value.fields == {"checklist": "unknown-point"}
    with pytest.raises(Invalid) as told:
        an_account(checklist=answers(exits="fine") + answers(exits="hazard"))
    assert told.value.fields == {"checklist": "said-twice"}
    many = {f"point-{number}": "fine" for number in range(61)}
    with pytest.raises(Invalid) as told:
        patrol(**many)
    assert told.value.fields == {"checklist": "too-many"}


def test_d30_what_was_answered_before_a_correction_is_kept():
    rows = VisitRows(Seals(Sealer([b"k" * 32])))
    for account in (patrol(exits="hazard"), patrol()):
        before = Edition(revision=1, said=STAMP, account=account)
        row = rows.edition_row(uuid4(), before)
        row["facts"] |= {"held_at": account.held_at.isoformat()}
        assert rows.edition(row).account == account
    row["facts"].pop("checklist")
    assert rows.edition(row).account == account, "of before the lists"


def test_d30_the_list_is_data_of_the_place():
    path = SHIPPED / "dapeng.yml"
    kind = load_visits(path).at(NOW).kind("patrol")
    assert Need.CHECKLIST in kind.closes_with
    assert "exits" in {each.code for each in kind.checklist}
    told = "\n".join(describe(load_policy(path).at(NOW)))
    assert "a list of 6, closed with checklist" in told


@pytest.mark.parametrize(
    "points",
    [
        "[]",
        "[{code: exits, title: 出口}, {code: exits, title: 通道}]",
        "[{code: EXITS, title: 出口}]",
        "[{code: exits}]",
    ],
)
def test_d30_a_list_that_is_asked_for_and_wrong_is_refused(tmp_path, points):
    kind = (
        "{code: patrol, title: 巡查, subjects: [firm], requires: [firm],"
        f" closes_with: [checklist], checklist: {points}, basis: 本处}}"
    )
    path = with_section(tmp_path, f"visits: {{kinds: [{kind}]}}")
    with pytest.raises(ConfigurationError):
        load_visits(path)
