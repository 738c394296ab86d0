"""The desk's quarter: said through the doors, by whom may, in the place's own words."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from minqing_demo.behind import LAST_DAY, RULE, standings, table
from minqing_demo.community import plan_of
from minqing_demo.doors import Answer, Refused
from minqing_demo.office import MATTERS, is_settled, settle
from minqing_demo.street.making import make_street
from registry.adapters.policies import load_obligations

pytestmark = pytest.mark.unit

DEFAULT = Path(__file__).parents[4] / "deploy" / "policies" / "default.yml"
KEPT = {
    "items": [
        {
            "code": "petitions",
            "entry_reasons": [{"code": "heard"}],
            "exit_reasons": [{"code": "done", "solved": True}],
        }
    ],
    "categories": [{"code": "lamps"}],
    "attendees": [{"code": "staff", "sensitive": False}],
}


class Stage:
    """A registry that keeps one ledger and one check, and says what it was told."""

    def __init__(self, rules=(), refuse=None):
        self.told, self.rules, self.refuse = [], list(rules), refuse

    def move(self, at):
        pass

    def ask(self, service, method, path, *, by, body=None):
        if method == "GET":
            return {
                "/v1/ledgers": KEPT,
                "/v1/check-rules": {"items": self.rules},
                "/v1/plan-classes": {"items": [{"code": "old"}]},
            }.get(path, {"checks": [{"visit_id": "v1"}, {"visit_id": "v2"}]})
        if self.refuse:
            raise Refused(path, self.refuse, {})
        self.told.append((path.split("/")[2], by.id, body))
        return {}


def of(stage, room):
    return [body for path, _, body in stage.told if path == room]


def test_a15_what_the_place_keeps_is_entered_in_its_own_words():
    stage = Stage()
    settle(stage, make_street(plan_of(300)))
    entered = of(stage, "ledger-items")
    items = [each for each in entered if "ledger" in each]
    assert len(items) == sum(each.ledger == "petitions" for each in MATTERS)
    assert {each["reason"] for each in items} == {"heard"}
    assert {each["category"] for each in items} == {"lamps"}
    approved = [by for path, by, _ in stage.told if path == "publications"]
    assert len(set(approved)) == 2


def test_c15_lots_are_drawn_where_the_place_has_such_a_rule():
    worker = {"duties": ["social-worker"]}
    rule = {"code": "x", "checked": worker, "checkers": {"roles": ["supervisor"]}}
    without, stage = Stage(), Stage([rule])
    for each in (without, stage):
        settle(each, make_street(plan_of(300)))
    assert not of(without, "check-draws")
    assert [each.get("found") for each in of(stage, "check-draws")] == [
        None,
        "confirmed",
        "differs",
    ]


def test_without_residents_nothing_is_said_of_homes():
    stage = Stage()
    settle(stage, make_street(plan_of(0)))
    assert not of(stage, "visits")
    assert [each["subject"] for each in of(stage, "plans")] == ["place"]


def test_a_run_that_was_broken_off_goes_on_and_other_refusals_end_it():
    street = make_street(plan_of(0))
    assert settle(Stage(refuse=409), street)
    with pytest.raises(Refused):
        settle(Stage(refuse=422), street)


class Telling:
    def __init__(self, status, *states):
        self.answer = Answer(status, {"items": [standing(each) for each in states]})

    def send(self, *_, **__):
        return self.answer


def standing(state):
    return {"state": state, "name": "某", "done": 1, "required": 2, "percent": "50"}


def test_a10_who_is_behind_is_told_and_nothing_where_nobody_owes():
    told = standings(Telling(200, "met", "missed", "missed"))
    assert (len(told.behind), table(told).row_count) == (2, 2)
    assert standings(Telling(404)) is None
    assert standings(Telling(200)) is None
    assert is_settled(Telling(200)) and not is_settled(Telling(404))


def test_a10_the_usual_policy_asks_it_of_captains():
    moment = datetime(2026, 3, 31, tzinfo=UTC)
    rules = load_obligations(DEFAULT).at(moment).on(LAST_DAY)
    assert RULE in {each.code for each in rules}
