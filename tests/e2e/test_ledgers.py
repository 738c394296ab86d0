"""Ledgers from 建账 to 晒账, their weekly list and bulletin: on the running agency."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from xml.etree import ElementTree as Xml

import pytest
import requests

from minqing_demo.cast import leader
from minqing_kernel.working_time import local_day
from tests.e2e.town import COMMUNITY, STREET

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

WEEK = timedelta(days=7)
WORDS = "某户厨房漏水，责任人跟进"
DONE, OUTCOME = "更换破损水管并疏通排水", "居民反映的问题已解决"


def today():
    return local_day(datetime.now(UTC))


class Book:
    """The ledgers of the town's community, in the hands of its clerk."""

    def __init__(self, walker):
        self.stage, self.town = walker.stage, walker.town

    def ask(self, method, path, by=None, **options):
        by = by or self.town.clerk
        return self.stage.ask("registry", method, path, by=by, **options)

    def refused(self, method, path, by=None, **options):
        by = by or self.town.clerk
        answer = self.stage.send("registry", method, path, by=by, **options)
        return answer.status, str(answer.body["type"]).rpartition(":")[2]

    def enter(self, about=None, by=None, **changes):
        item = str(uuid4())
        said = {
            "ledger": "petitions",
            "organisation_id": COMMUNITY,
            "about": about or {"kind": "matter", "id": str(uuid4())},
            "category": "service",
            "question": WORDS,
            "entered_on": today().isoformat(),
            "reason": "reported",
            "person": self.town.handler.id,
            "unit": COMMUNITY,
            "result": "已换水管",
        }
        self.ask("PUT", f"/v1/ledger-items/{item}", by, body=said | changes)
        return item

    def step(self, item, step, by=None, **said):
        path = f"/v1/ledger-items/{item}/steps/{uuid4()}"
        body = {"step": step, "on": today().isoformat()} | said
        return self.ask("PUT", path, by, body=body)

    def discuss(self, *items):
        body = {
            "organisation_id": COMMUNITY,
            "ledger": "petitions",
            "held_on": today().isoformat(),
            "attendees": {"staff": 3, "representative": 4},
            "minutes": WORDS,
            "decisions": [{"item_id": each, "decision": "本周修好"} for each in items],
        }
        return self.ask("PUT", f"/v1/ledger-meetings/{uuid4()}", body=body)

    def public(self, more="", **options):
        url = f"{self.stage.doors.addresses['registry']}/v1/public/ledger{more}"
        return requests.get(url, timeout=20, **options)

    def figures(self):
        query = {"organisation": COMMUNITY}
        found = self.ask("GET", "/v1/ledger-figures", query=query)["items"]
        return {each["ledger"]: each for each in found}

    def make(self, kind, week, ledger="all"):
        body = {
            "kind": kind,
            "organisation_id": COMMUNITY,
            "ledger": ledger,
            "week": week.isoformat(),
        }
        return self.ask("POST", "/v1/ledger-sheets", body=body)


@pytest.fixture
def book(walker):
    return Book(walker)


def test_a15_one_matter_in_two_ledgers_is_counted_in_each_and_once_together(book):
    before, matter = book.figures(), {"kind": "matter", "id": str(uuid4())}
    first = book.enter(matter)
    book.enter(matter, ledger="hardship", reason="assessed")
    after = book.figures()
    for ledger in ("petitions", "hardship", None):
        assert after[ledger]["standing"] == before[ledger]["standing"] + 1
    gone = book.step(first, "exit", reason="explained")
    assert (gone["presence"], gone["exit_reason"]) == ("exited", "explained")
    back = book.step(first, "reenter", reason="returned")
    assert (back["presence"], back["round"]) == ("standing", 2)
    way = book.ask("GET", f"/v1/ledger-items/{first}/history")["items"]
    told = [(each["step"], each["reason"], each["by"]) for each in way]
    who = book.town.clerk.id
    assert told == [
        ("enter", "reported", who),
        ("exit", "explained", who),
        ("reenter", "returned", who),
    ]


def test_a16_a17_a_matter_goes_its_way_to_the_public_and_is_taken_back(book):
    item, told = book.enter(), str(uuid4())
    book.discuss(item)
    book.step(item, "report", to=STREET, number="测街报〔2026〕1号")
    book.step(item, "exit", reason="solved")
    path, draft = f"/v1/publications/{told}", {"item_id": item, "result": OUTCOME}
    tells = draft | {"done": "已修好，电话一三八零零一三八零零零"}
    assert book.refused("PUT", path, body=tells) == (422, "tells-too-much")
    book.ask("PUT", path, body=draft | {"done": DONE})
    yes, decision = {"approve": True, "revision": 1}, f"{path}/decision"
    itself = leader(book.town.clerk.id, STREET)
    assert book.refused("POST", decision, itself, body=yes) == (403, "own-publication")
    chief = book.town.supervisor
    public = book.ask("POST", decision, chief, body=yes)["publication"]["public_id"]
    shown = book.public()
    assert public in {each["id"] for each in shown.json()["items"]}
    again = book.public(headers={"If-None-Match": shown.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    feed = Xml.fromstring(book.public("/feed").content)
    assert f"urn:uuid:{public}" in [each.text for each in feed.iter("guid")]
    said = book.public().text + book.public("/feed").text
    assert not [each for each in (WORDS, book.town.handler.id, item) if each in said]
    book.ask("POST", f"{path}/withdrawal", body={"reason": "mistake"})
    kept = book.public(headers={"If-None-Match": shown.headers["ETag"]})
    assert public not in kept.text + book.public("/feed").text
    way = book.ask("GET", f"/v1/ledger-items/{item}/history")["items"]
    assert [each["step"] for each in way] == [
        "enter",
        "discuss",
        "report",
        "exit",
        "publish",
        "withdraw",
    ]
    assert {each["on"] for each in way} == {today().isoformat()}


def test_a17_a_matter_of_stability_is_neither_seen_nor_published(book):
    matter, chief = {"kind": "matter", "id": str(uuid4())}, book.town.supervisor
    secret = {"ledger": "stability", "reason": "screened"}
    hidden = book.enter(matter, chief, **secret)
    look = f"/v1/ledger-items/{hidden}"
    assert book.refused("GET", look) == (404, "ledger-item-unknown")
    draft = {"item_id": hidden, "done": DONE, "result": OUTCOME}
    path = f"/v1/publications/{uuid4()}"
    assert book.refused("PUT", path, chief, body=draft) == (409, "not-publishable")
    assert "stability" not in book.figures()


def test_d07_the_weekly_list_waits_for_every_column_and_is_frozen(book):
    monday, item = today() - timedelta(days=today().weekday()), book.enter(result=None)
    body = {
        "kind": "list",
        "organisation_id": COMMUNITY,
        "ledger": "petitions",
        "week": monday.isoformat(),
    }
    lacking = book.refused("POST", "/v1/ledger-sheets", body=body)
    assert lacking == (409, "columns-missing")
    book.step(item, "exit", reason="solved", result="已换水管")
    made = book.make("list", monday, "petitions")
    assert item not in {row["item_id"] for row in made["rows"]}
    book.enter(result=None)
    assert book.make("list", monday, "petitions") == made


def test_d08_the_bulletin_of_a_week_tells_what_came_went_and_is_overdue(book):
    monday = today() - timedelta(days=today().weekday())
    came = book.enter(due_on=today().isoformat())
    went = book.enter()
    book.step(went, "exit", reason="explained")
    body = {
        "kind": "bulletin",
        "organisation_id": COMMUNITY,
        "ledger": "all",
        "week": monday.isoformat(),
    }
    early = book.refused("POST", "/v1/ledger-sheets", body=body)
    assert early == (409, "week-not-over")
    book.stage.move(datetime.now(UTC) + WEEK)
    made = book.make("bulletin", monday)
    told = {(row["why"], row["item_id"]) for row in made["rows"]}
    mine = {("new", came), ("overdue", came), ("new", went), ("closed", went)}
    assert mine <= told
    sheet = f"/v1/ledger-sheets/{made['sheet_id']}/sheet.json"
    out = book.ask("GET", sheet, query={"purpose": "case-handling"})
    assert len(out["rows"]) == len(made["rows"])
