"""Ledgers and 晒账 over HTTP, on a real database."""

import io
from datetime import timedelta
from uuid import UUID, uuid4
from xml.etree import ElementTree as Xml

import openpyxl
import pytest

from registry.domain.ledgers.policy import STABILITY, AboutKind
from registry.entrypoints.ledgers.keeper import make_due_bulletins
from services.registry.tests.builders import (
    COMMUNITY,
    NAME,
    OTHER,
    STREET,
    TELEPHONE,
    TODAY,
    record_duty,
    record_household,
    record_premises,
)
from services.registry.tests.integration.ledger_place import (
    CLERK,
    FIRM,
    HANDLER,
    HEAD,
    HERE,
    HOME,
    ITEM,
    PERSON,
    PUBLIC,
    SECRET,
    TOLD,
    TWIN,
    said,
    town,
)
from services.registry.tests.ledger_builders import (
    DONE,
    FILE_NUMBER,
    MONDAY,
    OUTCOME,
    QUESTION,
    a_head,
    about,
    enter,
    leave,
    meet,
)

pytestmark = pytest.mark.integration

__all__ = ["town"]


def go(call, step, item=ITEM, who=CLERK, **body):
    path = f"/v1/ledger-items/{item}/steps/{uuid4()}"
    return call("PUT", path, who, {"step": step, "on": TODAY.isoformat()} | body)


def test_a15_a16_a17_a_matter_goes_from_entry_to_the_public_list_and_off_it(
    town, call, db
):
    one = f"/v1/ledger-items/{ITEM}"
    told = call("PUT", one, CLERK, said())
    assert (told.status_code, told.json["state"]) == (200, "entered"), told.json
    assert (told.json["question"], told.json["home_id"]) == ("***", str(HOME))
    held = {
        "organisation_id": COMMUNITY,
        "ledger": "petitions",
        "held_on": TODAY.isoformat(),
        "attendees": {"staff": 3, "united-front": 1},
        "minutes": f"{NAME}家的事",
        "public_minutes": "研究了居民反映的漏水问题",
        "decisions": [{"item_id": str(ITEM), "decision": "本周修好"}],
    }
    meeting = f"/v1/ledger-meetings/{uuid4()}"
    assert call("PUT", meeting, CLERK, held).status_code == 200
    posted = call("GET", f"{meeting}/public-version", CLERK).json
    assert posted["attendees"] == {"工作人员": 3}
    full = call("GET", f"{meeting}/full?purpose=visit", HEAD).json
    assert full["minutes"] == f"{NAME}家的事"
    assert go(call, "report", to=STREET, number=FILE_NUMBER).json["state"] == "reported"
    assert go(call, "exit", reason="solved").json["solved"]
    draft = {"item_id": str(ITEM), "done": DONE, "result": OUTCOME}
    path = f"/v1/publications/{TOLD}"
    assert "consent-needed" in call("PUT", path, CLERK, draft).text
    asked = {"consent_on": TODAY.isoformat(), "consent_ref": "同意书2026-7"}
    telling = call("PUT", path, CLERK, draft | asked | {"done": f"{NAME}家"})
    assert (telling.status_code, NAME in telling.text) == (422, False)
    assert call("PUT", path, CLERK, draft | asked).status_code == 200
    assert call("GET", PUBLIC).json["items"] == []
    yes = {"approve": True, "revision": 1}
    assert call("POST", f"{path}/decision", CLERK, yes).status_code == 403
    itself = ("supervisor", COMMUNITY, "li-na")
    assert call("POST", f"{path}/decision", itself, yes).status_code == 403
    done = call("POST", f"{path}/decision", HEAD, yes)
    assert done.json["publication"]["state"] == "published", done.json
    shown = call("GET", f"{PUBLIC}?organisation={STREET}")
    [notice] = shown.json["items"]
    assert notice | {"id": 0, "published_at": 0} == {
        "id": 0,
        "category": "社区服务",
        "place": "金科苑社区",
        "unit": "金科苑社区",
        "done": DONE,
        "result": OUTCOME,
        "entered_on": TODAY.isoformat(),
        "finished_on": TODAY.isoformat(),
        "published_at": 0,
    }
    assert shown.headers["Cache-Control"] == "public, no-cache"
    choices = call("GET", f"{PUBLIC}/choices").json
    assert choices["categories"] == ["社区服务"]
    assert choices["places"] == ["金科苑社区"]
    for asked, found in [
        ("category=社区服务&place=金科苑社区", 1),
        (f"month={choices['months'][0]}", 1),
        ("month=1999-01", 0),
        ("category=别的", 0),
    ]:
        assert len(call("GET", f"{PUBLIC}?{asked}").json["items"]) == found
    alone = f"{PUBLIC}/{notice['id']}"
    assert call("GET", alone).json == {"notice": notice, "withdrawn_on": None}
    assert call("GET", f"{PUBLIC}/{ITEM}").status_code == 404
    feed = call("GET", f"{PUBLIC}/feed")
    assert feed.headers["Content-Type"].startswith("application/rss+xml")
    link = Xml.fromstring(feed.content).findtext("channel/link")
    assert link.startswith("http://127.0.0.1")
    assert link.endswith(PUBLIC)
    titles = [each.text for each in Xml.fromstring(feed.content).iter("title")]
    assert titles[1:] == ["金科苑社区：社区服务"]
    gone = call("POST", f"{path}/withdrawal", CLERK, {"reason": "objection"})
    assert gone.json["publication"]["withdrawn_by"] == "li-na"
    assert call("GET", PUBLIC).json["items"] == []
    told = call("GET", alone).json
    assert (told["notice"], told["withdrawn_on"]) == (None, TODAY.isoformat())
    assert DONE not in call("GET", f"{PUBLIC}/feed").text
    way = call("GET", f"{one}/history", CLERK).json["items"]
    assert [(each["step"], each["by"], each["on"]) for each in way] == [
        (step, who, TODAY.isoformat())
        for step, who in [
            ("enter", "li-na"),
            ("discuss", "li-na"),
            ("report", "li-na"),
            ("exit", "li-na"),
            ("publish", "street-head"),
            ("withdraw", "li-na"),
        ]
    ]
    whole = call("GET", f"{one}/full?purpose=visit", CLERK).json
    assert (whole["item"]["question"], whole["steps"][1]["note"]) == (
        QUESTION,
        "本周修好",
    )
    kept = "select detail::text from timeline where source = 'registry'"
    rows = "select i::text, s::text, c::text from ledger_items i, ledger_steps s"
    stored = f"{db.rows(kept)} {db.rows(f'{rows}, publications c')}"
    assert not [each for each in (NAME, "漏水", TELEPHONE) if each in stored]


def test_a15_a16_a25_a27_figures_are_counted_from_rows_as_of_any_day(town, call):
    twice = about(AboutKind.HOUSEHOLD, HOME)
    before = TODAY - timedelta(days=3)
    town(enter(ITEM, about=twice, entered_on=before, due_on=before))
    hardship = {"ledger": "hardship", "reason": "assessed"}
    town(enter(TWIN, about=twice, **hardship))
    town(enter(UUID(int=31), about=about(AboutKind.FIRM, FIRM)))
    town(enter(UUID(int=32)))
    town(enter(SECRET, a_head(), ledger=STABILITY, reason="screened"))
    town(meet(UUID(int=32)))
    town(leave(UUID(int=31)))
    shown = call("GET", f"/v1/ledger-figures?{HERE}", CLERK).json["items"]
    assert [each["ledger"] for each in shown] == ["petitions", "hardship", None]
    petitions, hard, matters = shown
    assert (petitions["entered"], petitions["standing"], petitions["solved"]) == (
        3,
        2,
        1,
    )
    states = {"entered": 1, "discussed": 1, "reported": 0, "published": 0}
    assert petitions["states"] == states
    assert (hard["standing"], matters["standing"], matters["entered"]) == (1, 2, 3)
    assert len(call("GET", f"/v1/ledger-figures?{HERE}", HEAD).json["items"]) == 4
    past = f"/v1/ledger-figures?{HERE}&on={before.isoformat()}"
    assert call("GET", past, CLERK).json["items"][2]["entered"] == 1
    several = call("GET", f"/v1/ledger-matters?{HERE}&several=true", CLERK).json
    [matter] = several["items"]
    assert [each["ledger"] for each in matter["ledgers"]] == ["hardship", "petitions"]
    first = call("GET", f"/v1/ledger-matters?{HERE}&limit=1", CLERK).json
    rest = call("GET", f"/v1/ledger-matters?{HERE}&after={first['next']}", CLERK).json[
        "items"
    ]
    assert len(first["items"]) + len(rest) == 3
    tiles = call("GET", f"/v1/ledger-tiles?{HERE}", CLERK).json["items"]
    found = {each["code"]: (each["matters"], each["overdue"]) for each in tiles}
    assert found == {
        "community": (0, 0),
        "households": (1, 1),
        "wishes": (1, 0),
        "difficulties": (1, 0),
    }
    for code, counted in ((each["code"], each["items"]) for each in tiles):
        asked = f"/v1/ledger-items?{HERE}&tile={code}&presence=standing"
        assert len(call("GET", asked, CLERK).json["items"]) == counted


def test_a14_each_member_of_staff_sees_what_they_answer_for_and_what_is_overdue(
    town, call
):
    past = TODAY - timedelta(days=1)
    town(enter(ITEM, due_on=past, entered_on=past))
    town(enter(TWIN, person="li-na"))
    mine = f"/v1/ledger-items?{HERE}&person=wang-li&unit={COMMUNITY}"
    shown = call("GET", mine, HANDLER).json["items"]
    assert [(each["item_id"], each["person"]) for each in shown] == [
        (str(ITEM), "wang-li")
    ]
    late = call("GET", f"/v1/ledger-items?{HERE}&overdue=true", HEAD).json["items"]
    assert [each["item_id"] for each in late] == [str(ITEM)]


def test_who_may_not_see_an_item_does_not_count_find_or_take_it_out(town, call):
    town(enter(SECRET, a_head(), ledger=STABILITY, reason="screened"))
    town(enter(ITEM, about=about(AboutKind.RESIDENT, PERSON)))
    secret = f"/v1/ledger-items/{SECRET}"
    assert call("GET", secret, HEAD).status_code == 200
    for who in (CLERK, HANDLER):
        assert call("GET", secret, who).status_code == 404
        shown = call("GET", f"/v1/ledger-items?{HERE}&ledger=stability", who)
        assert shown.json["items"] == []
    taken = f"/v1/ledgers/stability/items.json?{HERE}&purpose=例会"
    assert call("GET", taken, CLERK).status_code == 422
    assert len(call("GET", taken, HEAD).json["rows"]) == 1
    kinds = call("GET", "/v1/ledgers", CLERK).json["items"]
    assert [each["code"] for each in kinds] == ["petitions", "hardship"]
    away = ("supervisor", OTHER, "far-away")
    for path in (secret, f"/v1/ledger-items?{HERE}", f"/v1/publications?{HERE}"):
        assert call("GET", path, away).status_code == 403
    captain = record_duty(scope_id="65-9")
    town(captain)
    assert call("GET", f"/v1/ledger-items/{ITEM}", HANDLER).status_code == 404
    assert call("GET", f"/v1/ledger-items?{HERE}", HANDLER).json["items"] == []
    town(record_premises("65-9-2", kind="unit", name="2单元", parent_id="65-9"))
    town(record_premises("65-9-2-4", kind="door", name="4号", parent_id="65-9-2"))
    town(record_household(HOME, premises_id="65-9-2-4"))
    assert call("GET", f"/v1/ledger-items/{ITEM}", HANDLER).status_code == 200


def test_d07_d08_a_list_and_a_bulletin_are_frozen_and_leave_as_they_are(
    town, call, parts, db
):
    town(enter(ITEM, person=None))
    asked = {
        "kind": "list",
        "organisation_id": COMMUNITY,
        "ledger": "petitions",
        "week": MONDAY.isoformat(),
    }
    lacking = call("POST", "/v1/ledger-sheets", CLERK, asked)
    assert lacking.json["type"].endswith("columns-missing")
    assert f"{ITEM}.person" in lacking.text
    matter = call("GET", f"/v1/ledger-items/{ITEM}", CLERK).json["about_id"]
    whole = said(about={"kind": "matter", "id": matter}, revision=1)
    whole["due_on"] = MONDAY.isoformat()
    assert call("PUT", f"/v1/ledger-items/{ITEM}", CLERK, whole).status_code == 200
    made = call("POST", "/v1/ledger-sheets", CLERK, asked).json
    assert [row["question"] for row in made["rows"]] == ["***"]
    town(enter(TWIN, due_on=TODAY + timedelta(days=90)))
    town(leave(TWIN))
    town(enter(SECRET, a_head(), ledger=STABILITY, reason="screened"))
    assert call("POST", "/v1/ledger-sheets", CLERK, asked).json == made
    bulletin = asked | {"kind": "bulletin", "ledger": "all"}
    assert call("POST", "/v1/ledger-sheets", CLERK, bulletin).status_code == 409
    parts.clock.advance(timedelta(days=7))
    assert make_due_bulletins(parts) == 1
    assert make_due_bulletins(parts) == 0
    [row] = db.rows("select sheet_id from ledger_sheets where kind = 'bulletin'")
    sheet = f"/v1/ledger-sheets/{row['sheet_id']}"
    told = call("GET", f"{sheet}?purpose=visit", CLERK).json
    assert told["figures"] == {"new": 2, "closed": 1, "overdue": 1}
    assert {each["item_id"] for each in told["rows"]} == {str(ITEM), str(TWIN)}
    town(leave(ITEM))
    as_json = call("GET", f"{sheet}/sheet.json?purpose=visit", CLERK).json
    file = call("GET", f"{sheet}/sheet.xlsx?purpose=visit", CLERK).content
    cells = openpyxl.load_workbook(io.BytesIO(file)).active.values
    rows = [[cell or "" for cell in row] for row in list(cells)[2:]]
    assert rows == as_json["rows"]
    assert {row[0] for row in rows} == {"新增", "销号", "超期"}
    pdf = call("GET", f"{sheet}/sheet.pdf?purpose=visit", CLERK)
    assert pdf.content.startswith(b"%PDF-")
    assert call("GET", f"{sheet}/sheet.json?purpose=visit", HANDLER).status_code == 403
    looks = db.rows("select count(*) as n from access_log")
    assert looks[0]["n"] >= 4
