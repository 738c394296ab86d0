"""The parts of the fault table between agencies that need no agency."""

from types import SimpleNamespace

import pytest

from minqing_local.agency import Agency
from minqing_local.stopping import Stopped
from tests.faults.agencies import lives, matters
from tests.faults.agencies.blows import catalogue
from tests.faults.agencies.counting import count
from tests.faults.agencies.three import BUREAU, DISTRICT, STREET, Three

pytestmark = [pytest.mark.unit, pytest.mark.faults]
HISTORY = [{"owner": STREET}, {"owner": DISTRICT, "handover_id": "h"}]


def a_leg(owner, history=HISTORY, **heads):
    told = {
        key: {"agency": key, "number": number, "digest": digest}
        for key, (number, digest) in heads.items()
    }
    return {
        "matter": "m",
        "leg": {"history": history, "sent": [{}]},
        "heads": told,
        "owner": owner,
    }


def counted(street, district, **changes):
    rows = {
        "petitions": ["p"],
        "unended": 0,
        "legs": {STREET: [street], DISTRICT: [district]},
        "cases": {STREET: [{"petition": "p"}]},
        "twice": {},
        "entries": {DISTRICT: [{"matter": "m", "number": 2, "digest": "d"}]},
        "reported": {},
    }
    return count(**rows | changes)


def test_one_owner_and_equal_histories_are_counted_as_nothing():
    street = a_leg(DISTRICT, **{DISTRICT: (2, "d")})
    found = counted(street, a_leg(DISTRICT))
    assert set(vars(found).values()) == {0}


def test_each_fault_is_counted_once():
    two = counted(a_leg(STREET, HISTORY[:1]), a_leg(DISTRICT))
    assert (two.two_owners, two.histories_differ) == (1, 1)
    assert counted(a_leg(DISTRICT), a_leg(STREET)).no_owner == 1
    lacking = a_leg(DISTRICT, **{DISTRICT: (3, "d")})
    assert counted(lacking, a_leg(DISTRICT)).histories_differ == 1
    gone = counted(
        a_leg(DISTRICT),
        a_leg(DISTRICT),
        petitions=["p", "q"],
        unended=2,
        twice={STREET: [{"petition": "p"}]},
    )
    assert (gone.lost, gone.doubled) == (3, 1)


def test_what_the_statements_reported_is_told_of_and_not_hidden():
    lacking = a_leg(DISTRICT, **{DISTRICT: (3, "d")})
    reported = {DISTRICT: [{"matter": "m"}]}
    found = counted(lacking, a_leg(DISTRICT), reported=reported)
    assert (found.histories_differ, found.reported) == (0, 1)
    other = counted(a_leg(DISTRICT, HISTORY[:1]), lacking, reported=reported)
    assert other.histories_differ == 1, "other owners are never excused"


def test_who_was_only_asked_of_a_matter_may_know_its_beginning_but_nothing_else():
    def with_third(history):
        third = a_leg(DISTRICT, history)
        third["leg"]["sent"] = []
        legs = {STREET: [a_leg(DISTRICT)], DISTRICT: [a_leg(DISTRICT)], BUREAU: [third]}
        return counted(None, None, legs=legs).histories_differ

    assert with_third(HISTORY[:1]) == 0
    assert with_third([{"owner": BUREAU}]) == 1


def test_half_of_the_matters_cross_in_every_way_and_all_are_answered_at_home():
    born = matters.matters(100)
    crossing = [each for each in born if each.crossings]
    assert len(crossing) == 50
    assert {each.way for each in crossing} == set(matters.WAYS)
    assert {at for each in crossing for at in each.way[0::2]} >= {
        STREET,
        DISTRICT,
        BUREAU,
    }
    for each in crossing:
        steps = matters.steps_of(each)
        assert steps[-1] == ("told", each.home)
        assert sum(step[0] == "offer" for step in steps) == len(each.crossings)


def gone_on(maker, receiver, step=6, looked=(9.0, 9.0)):
    way = (STREET, "transfer", DISTRICT, "transfer", BUREAU)
    matter = matters.Matter(way, petition="c", step=step, hops=["o", "p"])
    people = lives.Lives(None, [matter])
    people.seen = {DISTRICT: (maker, {"c": "assigned"}), BUREAU: (receiver, {})}
    people.looked = dict(zip((DISTRICT, BUREAU), looked, strict=True))
    people.hold = 0
    people._go_on(matter, {})
    return matter


@pytest.mark.parametrize("step", [5, 6, 7])
@pytest.mark.parametrize("receiver", [{}, {"p": "closed"}])
def test_an_offer_that_its_maker_forgot_in_a_restore_is_made_again(receiver, step):
    matter = gone_on({"o": "taken"}, receiver, step)
    assert matters.steps_of(matter)[matter.step][:2] == ("offer", DISTRICT)
    assert (matter.hops, matter.forgotten) == (["o"], 1)


def test_an_offer_that_one_of_the_two_still_knows_is_not_made_again():
    for maker, receiver in (({"p": "offered"}, {}), ({}, {"p": "offered"})):
        assert gone_on(maker, receiver).hops == ["o", "p"]


@pytest.mark.parametrize("looked", [(9.0, 1.0), (1.0, 9.0)])
def test_who_was_not_looked_at_since_an_offer_was_made_did_not_forget_it(looked):
    assert gone_on({}, {}, looked=looked).hops == ["o", "p"]


def test_of_an_agency_that_is_down_nothing_is_taken_for_known():
    people = lives.Lives(None, [])
    people.seen = {STREET: ({}, {"c": "assigned"})}

    def ask(*_):
        people.stopped = True
        raise OSError

    people.three = SimpleNamespace(eye=ask)
    people._look()
    assert people.seen == {}


def test_every_fault_has_a_name_of_its_own():
    names = [blow.name for blow in catalogue(20)]
    assert len(names) == len(set(names)) == 9


def test_a_run_that_is_stopped_stops_each_agency_that_it_had_begun(
    monkeypatch, tmp_path
):
    three, begun, stopped = Three(tmp_path, 9200), [], []

    def begin(name, agency):
        begun.append(agency)
        if name == DISTRICT:
            raise Stopped

    monkeypatch.setattr(three.place, "prepare", lambda: None)
    monkeypatch.setattr(three.place, "agency", lambda name: name)
    monkeypatch.setattr(three, "_start", begin)
    monkeypatch.setattr(Agency, "stop", stopped.append)
    with pytest.raises(Stopped), three.running():
        raise AssertionError("it runs")
    assert sorted(stopped) == sorted(begun) == [DISTRICT, STREET]
