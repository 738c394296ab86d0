"""The parts of the fault table between agencies that need no agency."""

import argparse
import itertools
import threading
from contextlib import nullcontext
from dataclasses import replace
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from rich.console import Console

from minqing_local.agency import Agency
from minqing_local.stopping import Stopped
from tests.faults.agencies import lives, matters, stalls, trying
from tests.faults.agencies.blows import Blow, at_share, catalogue
from tests.faults.agencies.counting import Found, count, lost
from tests.faults.agencies.three import BUREAU, DISTRICT, STREET, Three

pytestmark = [pytest.mark.unit, pytest.mark.faults]
HISTORY = [{"owner": STREET}, {"owner": DISTRICT, "handover_id": "h"}]


TOLD = matters.Told(
    petition="p",
    home=STREET,
    at=frozenset({STREET, DISTRICT}),
    offers=frozenset({"h"}),
    answer="repaired",
    ended=True,
)
BETWEEN = {"petition": "p", "matter": "m"}


def a_leg(owner, history=HISTORY, **heads):
    told = {
        key: {"agency": key, "number": number, "digest": digest}
        for key, (number, digest) in heads.items()
    }
    leg = {"history": history, "sent": [{}]}
    return BETWEEN | {"leg": leg, "heads": told, "owner": owner}


def an_entry(number, digest, previous):
    return {"matter": "m", "number": number, "digest": digest, "previous": previous}


def counted(street, district, told=TOLD, **changes):
    entries = [an_entry(1, "c", ""), an_entry(2, "d", "c")]
    rows = {
        "legs": {STREET: [street], DISTRICT: [district]},
        "cases": {STREET: [{"petition": "p"}], DISTRICT: [{"petition": "p"}]},
        "answers": {STREET: [{"petition": "p", "reply": "repaired"}]},
        "offers": {STREET: [{"petition": "p", "offer": "h"}]},
        "entries": {DISTRICT: entries},
        "reported": {},
        "strays": {},
    }
    return count([told], Found(**rows | changes))


def sound(**changes):
    return counted(a_leg(DISTRICT), a_leg(DISTRICT), **changes)


def test_one_owner_and_equal_histories_are_counted_as_nothing():
    street = a_leg(DISTRICT, **{DISTRICT: (2, "d")})
    found = counted(street, a_leg(DISTRICT))
    assert set(vars(found).values()) == {0}


def test_each_fault_of_owners_and_histories_is_counted_once():
    two = counted(a_leg(STREET, HISTORY[:1]), a_leg(DISTRICT))
    assert (two.two_owners, two.histories_differ) == (1, 1)
    assert counted(a_leg(DISTRICT), a_leg(STREET)).no_owner == 1
    lacking = a_leg(DISTRICT, **{DISTRICT: (3, "d")})
    assert counted(lacking, a_leg(DISTRICT)).histories_differ == 1


def test_a_life_that_did_not_end_or_has_no_answer_of_its_own_at_home_is_lost():
    assert sound(told=replace(TOLD, ended=False)).lost == 1
    assert sound(told=replace(TOLD, answer="of another")).lost == 1
    assert sound(answers={DISTRICT: [{"petition": "p", "reply": "repaired"}]}).lost == 1
    assert sound(cases={DISTRICT: [{"petition": "p"}]}).lost == 1


def test_a_matter_that_one_of_its_agencies_knows_nothing_of_is_lost():
    assert sound(legs={STREET: [a_leg(STREET)]}).lost == 1
    at_home = replace(TOLD, at=frozenset({STREET}))
    assert sound(told=at_home, legs={}).lost == 0


def test_of_what_is_lost_it_is_said_why():
    street = {STREET: [a_leg(STREET)]}
    rows = {"legs": street, "cases": {}, "answers": {}, "offers": {}, "entries": {}}
    nowhere = Found(**rows, reported={}, strays={})
    assert lost([replace(TOLD, ended=False)], nowhere) == {
        "p": f"did not end, no case at home, unknown to {DISTRICT}"
    }


def test_what_was_asked_for_once_and_is_there_twice_is_doubled():
    again = {"petition": "p", "reply": "repaired"}
    assert sound(answers={STREET: [again, again]}).doubled == 1
    other = [{"petition": "p", "offer": each} for each in ("h", "i")]
    assert sound(offers={STREET: other}).doubled == 1
    forgotten = replace(TOLD, offers=frozenset({"h", "i"}))
    assert sound(told=forgotten, offers={STREET: other}).doubled == 0
    assert sound(strays={STREET: [{"petition": "q"}]}).doubled == 1


@pytest.mark.parametrize(
    "chain",
    [
        [an_entry(1, "c", ""), an_entry(2, "d", "b")],
        [an_entry(1, "c", ""), an_entry(3, "d", "c")],
        [an_entry(2, "d", "c")],
    ],
)
def test_a_timeline_with_a_gap_or_a_wrong_link_differs(chain):
    assert sound(entries={DISTRICT: chain}).histories_differ == 1


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
    assert all(matters.steps_of(e)[-1] == ("told", e.home) for e in born)
    assert {each.way for each in crossing} == set(matters.WAYS)
    assert {at for each in crossing for at in each.way[0::2]} >= {
        STREET,
        DISTRICT,
        BUREAU,
    }
    for each in crossing:
        steps = matters.steps_of(each)
        assert each.told.at == set(each.way[0::2])
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
    assert (matter.hops, matter.gone) == (["o"], ["p"])
    assert matter.told.offers == {"o", "p"}


def test_an_offer_that_one_of_the_two_still_knows_is_not_made_again():
    for maker, receiver in (({"p": "offered"}, {}), ({}, {"p": "offered"})):
        assert gone_on(maker, receiver).hops == ["o", "p"]


@pytest.mark.parametrize("looked", [(9.0, 1.0), (1.0, 9.0)])
def test_who_was_not_looked_at_since_an_offer_was_made_did_not_forget_it(looked):
    assert gone_on({}, {}, looked=looked).hops == ["o", "p"]


@pytest.mark.parametrize("form", ["transfer", "assist", "entrust"])
def test_an_offer_whose_answer_was_lost_is_asked_for_again_in_the_same_words(form):
    """Other words under the same key are refused for ever: the life would not end."""
    matter = matters.Matter((STREET, form, DISTRICT), petition="p", step=2)
    door = Mock(do=Mock(side_effect=[OSError, {"handover_id": "h"}]))
    three = SimpleNamespace(at=lambda _: nullcontext())
    people = lives.Lives(three, [matter])
    people.hold = 3
    for _ in range(2):
        people._go_on(matter, {(STREET, "routing", "supervisor"): door})
    once, again = door.do.call_args_list
    assert (matter.hops, once) == (["h"], again)


class _OneLook(lives.Lives):
    """People of one hand that sees what it was told, and stops after so many rounds."""

    def __init__(self, matter, *seen):
        super().__init__(None, [matter], hands=1)
        self._rounds = iter(seen)

    def _go_on(self, matter, doors):
        matter.step, matter.done = len(matters.steps_of(matter)), True

    def _is_over(self, matter):
        over = super()._is_over(matter)
        told = next(self._rounds, None)
        if told is None:
            self.give_up()
        else:
            self.seen[STREET] = ({}, {"c": told})
        return over


def a_life_that_is_over(*seen):
    matter = matters.Matter((STREET,), petition="c", step=4, done=True)
    people = _OneLook(matter, *seen)
    people.seen[STREET] = ({}, {"c": "resolved"})
    return matter, people


def test_a_life_that_was_over_goes_on_when_its_agency_forgot_the_answer():
    matter, people = a_life_that_is_over("assigned")
    people._work(0, 1)
    assert (matter.step, matter.done) == (len(matters.steps_of(matter)) - 1, False)


@pytest.mark.parametrize(("looked", "over"), [(4.0, False), (6.0, True)])
def test_no_life_is_over_before_it_was_looked_at_after_the_last_fault(looked, over):
    matter, people = a_life_that_is_over()
    people.looked, people._over_at = {STREET: looked}, 5.0
    assert people._is_over(matter) is over


def test_of_an_agency_that_is_down_nothing_is_taken_for_known():
    people = lives.Lives(None, [])
    people.seen = {STREET: ({}, {"c": "assigned"})}

    def ask(*_):
        people.stopped = True
        raise OSError

    people.three = SimpleNamespace(eye=ask)
    people._look()
    assert people.seen == {}


def test_the_answer_that_is_looked_for_is_that_of_who_answers_last_and_of_no_other():
    duty = matters.Matter((STREET, "assist", BUREAU))
    moved = matters.Matter((STREET, "transfer", DISTRICT))
    home = matters.Matter((STREET,))
    said = [each.told.answer for each in (duty, moved, home)]
    assert said == [
        duty.answer_of(STREET),
        moved.answer_of(DISTRICT),
        home.answer_of(STREET),
    ]
    assert len(set(said)) == 3


def test_a_fault_that_met_nothing_is_no_row():
    """Nobody was told of anything, so nothing was on its way when it struck."""
    blow = Blow("blow", lambda *_: None)
    chosen = argparse.Namespace(matters=0, hands=1)
    three = SimpleNamespace(eye=Mock(side_effect=OSError), digest=Mock())
    three.waiting, three.ask = Mock(return_value=0), Mock(return_value=[])
    row = trying.tried(three, blow, chosen, Console(quiet=True))
    assert (row.lost, row.is_clean) == (-1, False)


def test_whoever_waits_for_lives_that_are_over_waits_no_more():
    people = lives.Lives(None, [matters.Matter((STREET,))], hands=1)
    at_share(people, 0.5)
    assert people.share() == 0


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


def test_lives_that_stand_still_say_where_the_letters_are():
    ask = Mock(return_value=[{"what": "quarantine", "of": "failed", "n": 3}])
    away = Mock(side_effect=OSError("no broker"))
    three, said = SimpleNamespace(ask=ask, at=away), []
    still = SimpleNamespace(steps=lambda: 7, is_alive=True, last_trouble="refused")
    heard = threading.Event()

    def say(line):
        said.append(line)
        heard.set() if "cannot" in line else None

    with stalls.told_of_stalls(three, still, say, 0.01):
        assert heard.wait(5)
    assert said[0].endswith("s: refused")
    assert f"{STREET}: quarantine failed: 3" in said
    assert f"{STREET}: cannot be asked: no broker" in said


def test_of_lives_that_go_on_nothing_is_said():
    steps, over = itertools.count(), threading.Event()

    def step():
        number = next(steps)
        over.set() if number > 20 else None
        return number

    going = SimpleNamespace(steps=step, is_alive=True, last_trouble="")
    with stalls.told_of_stalls(None, going, pytest.fail, 0.01):
        assert over.wait(5)
