"""The forms of the door and the rooms: what they take, and what they say is missing."""

from datetime import date

import pytest

from minqing_kernel.messages import Role
from portal.application.ports import Refused
from portal.entrypoints.web.desk import mediation_forms, project_forms
from portal.entrypoints.web.desk.arrival_forms import ArrivalForm, WindowForm
from portal.entrypoints.web.desk.rooms import offered
from portal.entrypoints.web.desk.told import told_at
from portal.entrypoints.web.pages.tracking import loaded

MEET = {"held_on": date(2026, 11, 18), "mediators": "陈主任", "minutes": "愿意鉴定。"}


@pytest.mark.parametrize("people", ["0", "10001", "", "x", "1.5"])
def test_d10_some_people_came(people):
    assert loaded(ArrivalForm, {"people": people})[1] == {"people": "fault.people"}


def test_d10_how_many_came_is_enough_to_be_written_down():
    told, faults = loaded(ArrivalForm, {"people": " 3 "})
    assert (told["people"], told["matter"], faults) == (3, "", {})


@pytest.mark.parametrize(
    ("people", "chosen", "fault"),
    [("5", "", None), ("6", "", 1), ("6", "5", None), ("6", "6", 1), ("1", "0", 1)],
)
def test_art20_more_than_five_are_spoken_for_by_at_most_five(people, chosen, fault):
    said = {"text": "灯不亮", "people": people, "representatives": chosen}
    _, faults = loaded(WindowForm, said)
    expected = {"representatives": "fault.representatives"} if fault else {}
    assert faults == expected


def test_what_an_owner_says_of_a_field_stands_at_ours():
    fields = {"session.held_on": "太早", "parties.0": "不写电话"}
    no = Refused("out-of-time", fields=fields)
    assert told_at(no, ("held_on", "minutes")) == {"held_on": "太早"}


def test_a23_a_form_sent_twice_is_known_by_what_it_says():
    one = {"sessions": [MEET], "expertises": [], "agreement": None}
    one |= {"performed_on": None, "state": "open"}
    stands = mediation_forms.stands
    assert stands(one, "sessions", MEET)
    assert not stands(one, "sessions", MEET | {"minutes": "谈成了。"})
    agreed = {"text": "平摊", "agreed_on": date(2026, 11, 19)}
    assert not stands(one, "agreement", agreed)
    assert stands(one | {"agreement": agreed}, "agreement", agreed)
    done = {"performed_on": date(2026, 11, 20)}
    assert not stands(one, "performance", done)
    assert stands(one | done, "performance", done)
    assert not stands(one, "close", {})
    assert stands(one | {"state": "closed"}, "close", {})
    assert not stands(one, "give-up", {"reason": "不来了"})


def test_a23_only_a_supervisor_decides_on_closing_unsatisfied():
    acts = mediation_forms.ACTS
    assert "check" in offered(acts, "checking", Role.SUPERVISOR)
    assert "check" not in offered(acts, "checking", Role.HANDLER)
    for state in mediation_forms.ENDED:
        assert offered(acts, state, Role.SUPERVISOR) == {}


def test_d15_a_line_of_the_budget_has_three_parts():
    assert project_forms.parts_of("灯具｜90000 | 保障资金") == [
        "灯具",
        "90000",
        "保障资金",
    ]
    for wrong in ("灯具 90000", "a|1|b\nc|2", "\n".join(["a|1|b"] * 101)):
        _, faults = loaded(project_forms.BudgetForm, {"budget": wrong})
        assert faults == {"budget": "fault.budget.lines"}, wrong


def test_d15_what_a_project_says_already_is_not_said_again():
    entry = {"on": date(2026, 11, 18), "fixed": 200, "note": "换了东街。"}
    entry |= {"spent": "120.50"}
    line = {"item": "灯具", "amount": "90000.00", "source": "保障资金"}
    one = {"entries": [], "checked": 10, "found": 5, "state": "done", "budget": [line]}
    stands = project_forms.stands
    assert not stands(one, "progress", entry)
    assert stands(one | {"entries": [entry]}, "progress", entry)
    another = entry | {"spent": "120.51"}
    assert not stands(one | {"entries": [another]}, "progress", entry)
    assert stands(one, "inventory", {"checked": 10, "found": 5})
    assert stands(one, "end", {"done": True})
    assert not stands(one, "end", {"done": False})
    assert stands(one, "budget", {"budget": "灯具|90000.00|保障资金"})
