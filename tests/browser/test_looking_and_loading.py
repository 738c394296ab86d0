"""The pure parts of the runs in browsers and under load: what they count and say."""

import random
from types import SimpleNamespace

import pytest

from tests.bench.crowd import Ask, Got, Seen, Town, Visitor, follow, handle, plain, tell
from tests.bench.portal_load import summary
from tests.browser.looking import Found
from tests.browser.tasks import TASKS, cells, missed, runs

pytestmark = pytest.mark.unit

FORM = """<form><input type="hidden" name="key" value="k1"><input type="hidden"
 name="nonce" value="n1"></form><form><input name="key" value="k2"></form>"""
TOWN = Town([("MQ-2611-0000014", "CODE")], "路灯不亮")


def lived(life, *pages):
    """Return what somebody asks for, shown these pages one after the other."""
    asked = [next(life)]
    for page in pages:
        try:
            asked.append(life.send(page))
        except StopIteration:
            break
    return asked


def test_a_form_is_sent_with_what_its_page_carries_unseen():
    assert Got(200, FORM).fields == {"key": "k1", "nonce": "n1"}


def test_who_follows_a_matter_sends_number_and_code_and_goes_where_it_leads():
    pages = (Got(200, FORM), Got(303, "", "/track/MQ-2611-0000014"))
    opened, sent, led = lived(follow(TOWN, random.Random(1)), *pages)
    assert opened == Ask("/track")
    assert sent.form["number"] == "MQ-2611-0000014"
    assert led == Ask("/track/MQ-2611-0000014")


def test_telling_takes_three_forms_and_ends_at_the_receipt():
    asked = lived(tell(TOWN, random.Random(1)), *[Got(200, FORM)] * 7)
    assert [each.path for each in asked if each.form] == [
        "/tell/1",
        "/tell/2",
        "/tell/3",
    ]
    assert asked[-1] == Ask("/receipt")


def test_a_handler_notes_something_in_the_last_case_and_nothing_where_there_is_none():
    inbox = Got(200, '<a href="/desk/cases/MQ-2611-0000014">')
    asked = lived(handle(TOWN, random.Random(1)), inbox, Got(200, FORM))
    assert asked[-1].path == "/desk/cases/MQ-2611-0000014/remark"
    assert lived(handle(TOWN, random.Random(1)), Got(200, "")) == [Ask("/desk")]


def test_a_visitor_whose_way_ends_begins_another():
    one = Visitor(0, 1, "resident", 30.0, ((follow, 1),))
    one.goes_on(TOWN, None)
    for page in (Got(200, FORM), Got(303, "", "/track/x"), Got(200, "")):
        one.goes_on(TOWN, page)
    assert one.next_ask == Ask("/track")


def test_pages_are_told_apart_without_their_numbers():
    assert plain(Ask("/desk/cases/MQ-2611-0000014?x=1")) == "GET /desk/cases/one"
    assert plain(Ask("/track", {"number": "x"})) == "POST /track"


def test_one_error_or_a_slow_hundredth_is_beyond_the_aim():
    seen = Seen(pages=[("staff", "GET /desk", 10.0)] * 98)
    assert summary(seen, [], 60)["within_the_aim"]
    slow = Seen(pages=[*seen.pages, *[("resident", "GET /", 600.0)] * 2])
    told = summary(slow, [20.0], 10)
    assert (told["p99_ms"], told["pages_per_s"]) == (600.0, 10.0)
    assert not told["within_the_aim"]
    assert list(told["slowest"]) == ["GET /", "GET /desk"]
    wrong = Seen(pages=seen.pages, errors=["GET /desk: 500"])
    assert not summary(wrong, [], 60)["within_the_aim"]


def test_what_a_task_cost_beyond_its_target_is_said():
    task = next(each for each in TASKS if each.name == "answer what is due")
    hand = SimpleNamespace(clicks=4, fields=2, stops=0, seconds=1.25, typed=20)
    assert missed(task, hand) == ["clicks: 4, 3 at most"]
    hand.clicks = 3
    assert missed(task, hand) == []
    assert cells(task, hand, plain=False)[2:5] == ["3/3", "2", "0"]


def test_residents_tasks_are_done_without_scripts_too():
    told = {(task.name, plain) for task, plain in runs("")}
    assert {name for name, plain in told if plain} == {
        task.name for task in TASKS if not task.who
    }


def test_a_look_without_faults_leaves_none():
    found = Found("home")
    found.add("360", [])
    found.add("768", ["too wide"])
    assert (found.looks, found.faults) == (2, {"768": ["too wide"]})
