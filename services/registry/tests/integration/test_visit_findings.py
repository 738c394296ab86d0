"""What visits find, their closing and plans over HTTP, on a real database."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest

from minqing_chassis.sealing import Sealer
from minqing_contracts.envelope import Envelope
from minqing_contracts.intake_findings import FindingAnsweredV1
from registry.adapters.archive.rotation import rotate
from registry.adapters.visits.hearing import HEARS_OF_FINDINGS
from registry.application.visits.commands import ReadFindings
from services.registry.tests.archive_builders import KINDS, define, edit
from services.registry.tests.builders import (
    COMMUNITY,
    NOON,
    OTHER,
    STREET,
    TODAY,
    a_cause,
    record_staff,
)
from services.registry.tests.fakes_visits import Listed
from services.registry.tests.integration.conftest import knocking
from services.registry.tests.integration.visit_place import (
    COLLEAGUE,
    HEAD,
    HOME,
    PERSON,
    VISITOR,
    a_finding,
    visit,
)
from services.registry.tests.real import a_bus
from services.registry.tests.visit_builders import (
    DIARY,
    LEAK,
    a_home,
    a_visitor,
    an_account,
    days_ago,
    read_visit,
    record_visit,
)

pytestmark = pytest.mark.integration

__all__ = ["visit"]
FIVE = ("basics", "living", "thinking", "contact", "help")
NO_WAY = dict.fromkeys(("unit", "median_seconds", "longest_seconds"))
THINKING = "担心儿子的工作"


def answer(say, finding, **said):
    event = FindingAnsweredV1(
        finding_id=finding,
        visit_id=uuid4(),
        attempt=1,
        **{"petition_id": None, "receipt": None, "answered_at": NOON} | said,
    )
    translate = HEARS_OF_FINDINGS[FindingAnsweredV1]
    say(translate(Envelope.__new__(Envelope), event))


def test_b25_b26_a_finding_is_told_once_without_a_word_and_leads_somewhere(
    visit, call, say, db
):
    finding = uuid4()
    one = f"{visit}/findings/{finding}"
    told = call("PUT", one, VISITOR, a_finding())
    assert (told.status_code, told.json["state"]) == (200, "due"), told.json
    assert call("PUT", one, VISITOR, a_finding()).json["revision"] == 2
    assert call("PUT", one, COLLEAGUE, a_finding()).status_code == 403
    key = "registry.finding.raised.v1"
    [message] = db.rows("select body from outbox where routing_key = :key", key=key)
    gaps = f"/v1/visit-gaps?organisation={COMMUNITY}&days=0"
    assert [e["finding_id"] for e in call("GET", gaps, HEAD).json["findings"]] == [
        str(finding)
    ]
    petition = uuid4()
    answer(say, finding, petition_id=petition, receipt="MQ-1")
    assert call("GET", gaps, HEAD).json["findings"] == []
    shown = call("GET", f"{visit}/findings", VISITOR).json["items"][0]
    assert (shown["receipt"], shown["standing"]) == ("MQ-1", None)
    both = "select visit_findings::text, timeline::text from visit_findings, timeline"
    rows = db.rows(both)
    assert "漏水" not in f"{message}{rows}"
    assert call("GET", gaps, ("supervisor", OTHER)).status_code == 403


def test_b26_a_refusal_is_seen_at_the_visit_and_keeps_it_open(visit, call, say):
    finding = uuid4()
    call("PUT", f"{visit}/findings/{finding}", VISITOR, a_finding())
    answer(say, finding, refused={"category": "unknown-category"})
    [shown] = call("GET", f"{visit}/findings", HEAD).json["items"]
    assert shown["refused"] == {"category": "unknown-category"}
    gaps = call("GET", f"/v1/visit-gaps?organisation={COMMUNITY}", HEAD).json
    assert [each["finding_id"] for each in gaps["findings"]] == [str(finding)]
    closing = call("POST", f"{visit}/close", VISITOR, {"family": "confirmed"})
    assert closing.status_code == 422
    [wrong] = closing.json["errors"]
    assert (wrong["field"], wrong["code"]) == (
        f"findings.{finding}",
        "refused-by-intake",
    )
    again = call("PUT", f"{visit}/findings/{finding}", VISITOR, a_finding(matter="B03"))
    assert again.json["state"] == "due"
    closed = call("POST", f"{visit}/close", VISITOR, {"family": "confirmed"})
    assert closed.json["closed_at"] is not None


def test_c05_c08_of_a_poor_home_all_five_are_asked_and_thinking_is_kept_apart(
    visit, call, say, db
):
    written = edit(PERSON, kinds=["低保"])
    say(type(written)(**vars(written) | {"section": "civil-affairs"}))
    wrong = call("POST", f"{visit}/close", VISITOR, {}).json["errors"]
    assert {each["field"] for each in wrong} == {"family", *FIVE}
    body = {
        "kind": "home",
        "held_at": (NOON - timedelta(hours=3)).isoformat(),
        "visitors": ["wang-li"],
        "subjects": [{"kind": "household", "id": str(HOME)}],
        "diary": DIARY,
        **dict.fromkeys(FIVE, "如实"),
        "thinking": THINKING,
    }
    assert call("PUT", visit, VISITOR, body).json["thinking"] == "***"
    done = call("POST", f"{visit}/close", VISITOR, {"family": "confirmed"})
    assert (done.status_code, done.json["family"]) == (200, "confirmed"), done.json
    full = f"{visit}/full?purpose=visit"
    assert call("GET", full, HEAD).json["visit"]["thinking"] == THINKING
    clerk = call("GET", full, ("clerk", COMMUNITY)).json["visit"]
    assert (clerk["thinking"], clerk["living"]) == ("***", "如实")
    [row] = db.rows("select sealed, restricted from visits")
    assert Sealer([bytes(range(32))]).open(row["sealed"], visit[-36:]).keys() == {
        "diary",
        *FIVE,
    } - {"thinking"}
    done = rotate(db, Sealer([bytes(32), bytes(range(32))]))
    assert done.visits == 2
    alone = a_bus(db, Sealer([bytes(32)]))
    shown = alone.handle(read_visit(UUID(visit[-36:]), a_visitor()), a_cause())
    assert shown.visit.thinking == THINKING


def test_c05_visits_that_stay_open_are_listed_with_their_days(visit, call, say):
    old = uuid4()
    say(
        record_visit(
            an_account(subjects=[a_home(HOME)], held_at=days_ago(9)), old, a_visitor()
        )
    )
    [left] = call("GET", f"/v1/visit-gaps?organisation={STREET}", HEAD).json["visits"]
    assert (left["visit_id"], left["days"], left["recorded_by"]) == (
        str(old),
        9,
        "wang-li",
    )


def test_a05_what_was_found_for_somebody_stands_in_their_file(visit, call, say, db):
    say(define("petitions", KINDS, holds_petitions=True))
    finding, petition = uuid4(), uuid4()
    about = {"kind": "resident", "id": str(PERSON)}
    call("PUT", f"{visit}/findings/{finding}", VISITOR, a_finding(about=about))
    for _ in range(2):
        answer(say, finding, petition_id=petition, receipt="MQ-1")
    [link] = db.rows("select * from petition_links")
    assert (link["resident_id"], link["petition_id"]) == (PERSON, petition)
    assert link["section"] == "petitions"


def test_d06_a_home_shows_the_visits_of_every_level_and_one_petition_a_matter(
    visit, call, say
):
    say(record_staff("street-head", organisation_id=STREET))
    second, above = uuid4(), ("handler", STREET, "street-head")
    body = {
        "kind": "love",
        "held_at": (NOON - timedelta(hours=1)).isoformat(),
        "visitors": ["street-head"],
        "subjects": [{"kind": "household", "id": str(HOME)}],
        "diary": DIARY,
    }
    assert call("PUT", f"/v1/visits/{second}", above, body).status_code == 200
    first, joined = uuid4(), uuid4()
    call("PUT", f"{visit}/findings/{first}", VISITOR, a_finding())
    call("PUT", f"/v1/visits/{second}/findings/{joined}", above, a_finding())
    shown = call("GET", f"/v1/households/{HOME}/visits", HEAD).json["items"]
    assert [set(each["visit"]["units"].values()) for each in shown] == [
        {STREET},
        {COMMUNITY},
    ]
    assert [each["findings"][0]["joins"] for each in shown] == [str(first), None]
    met = body | {"kind": "courtyard", "attendance": 9, "topic": "院坝话停车"}
    met |= {"premises_id": "65", "diary": None}
    met |= {"subjects": [{"kind": "resident", "id": str(PERSON)}]}
    third = call("PUT", f"/v1/visits/{uuid4()}", above, met).json["visit_id"]
    shown = call("GET", f"/v1/households/{HOME}/visits", HEAD).json["items"]
    assert third in {each["visit"]["visit_id"] for each in shown}, "who lives there"
    far = call("GET", f"/v1/households/{HOME}/visits", ("supervisor", OTHER))
    assert far.status_code == 403


def test_d06_two_levels_that_raise_the_same_matter_at_once_ask_for_one_petition(
    visit, call, db
):
    start, ids = Barrier(3), [uuid4() for _ in range(3)]

    def send(finding):
        start.wait()
        call("PUT", f"{visit}/findings/{finding}", VISITOR, a_finding())

    all_of_them = [Thread(target=send, args=[each]) for each in ids]
    for each in all_of_them:
        each.start()
    for each in all_of_them:
        each.join()
    for each in ids:
        call("PUT", f"{visit}/findings/{each}", VISITOR, a_finding())
    rows = db.rows("select joins from visit_findings")
    assert len([row for row in rows if row["joins"] is None]) == 1
    assert len(rows) == 3


def test_b26_a_category_that_is_not_in_the_list_of_the_day_is_refused_when_said(
    visit, parts, keys
):
    call = knocking(replace(parts, categories=Listed("B02")), keys)
    finding = f"{visit}/findings/{uuid4()}"
    wrong = call("PUT", finding, VISITOR, a_finding(matter="B03"))
    assert wrong.status_code == 422
    assert wrong.json["type"].endswith(":finding-category-unknown")
    assert [each["field"] for each in wrong.json["errors"]] == ["matter"]
    assert wrong.json["title"] == "所选分类不在当日的分类目录中"
    assert call("GET", f"{visit}/findings", VISITOR).json["items"] == []
    assert call("PUT", finding, VISITOR, a_finding()).status_code == 200


def test_a26_the_way_from_a_finding_to_the_units_door_is_measured(visit, call, say):
    ways = f"/v1/visit-ways?organisation={STREET}&since={TODAY}&until={TODAY}"
    assert call("GET", ways, HEAD).json["items"] == [NO_WAY | {"petitions": 0}]
    for seconds in (40, 90, 700):
        finding = uuid4()
        call("PUT", f"{visit}/findings/{finding}", VISITOR, a_finding(about=None))
        told = {"petition_id": uuid4(), "receipt": "MQ-1"}
        answer(say, finding, answered_at=NOON + timedelta(seconds=seconds), **told)
    found = {"petitions": 3, "median_seconds": 90, "longest_seconds": 700}
    items = call("GET", ways, HEAD).json["items"]
    assert items == [{"unit": None} | found, {"unit": COMMUNITY} | found]
    shown = call("GET", f"{visit}/findings", VISITOR).json["items"]
    assert all(each["answered_at"] for each in shown)
    assert call("GET", ways, VISITOR).status_code == 403
    assert call("GET", ways, ("supervisor", OTHER)).status_code == 403
    turned = f"/v1/visit-ways?organisation={STREET}&since={TODAY}&until=2026-01-01"
    assert call("GET", turned, HEAD).status_code == 422


def test_b24_plans_are_made_shifted_done_and_listed(visit, call, db):
    one = f"/v1/visit-plans/{uuid4()}"
    body = {
        "staff_id": "wang-li",
        "kind": "home",
        "first_on": TODAY.isoformat(),
        "last_on": TODAY.isoformat(),
        "reason": "case",
        "reference": "MQ-1",
        "subjects": [{"kind": "household", "id": str(HOME)}],
    }
    assert call("PUT", one, HEAD, body).json["state"] == "planned"
    assert call("PUT", one, VISITOR, body).json["revision"] == 1
    later = {"first_on": "2026-03-09", "last_on": "2026-03-10", "reason": "出差"}
    assert call("POST", f"{one}/shift", VISITOR, later).json["shifts"] == 1
    whole = call("GET", one, HEAD).json
    assert whole["turns"][0]["reason"] == "出差"
    assert call("POST", f"{one}/missed", VISITOR, {"reason": "住院"}).status_code == 200
    done = {"visit_id": visit[-36:]}
    assert call("POST", f"{one}/done", VISITOR, done).status_code == 422
    place = f"/v1/visit-plans?organisation={COMMUNITY}&state=missed&since=2026-03-01"
    assert len(call("GET", place, HEAD).json["items"]) == 1
    assert len(call("GET", "/v1/visit-plans", VISITOR).json["items"]) == 1
    assert call("GET", "/v1/visit-plans", COLLEAGUE).json["items"] == []
    week = {"organisation_id": COMMUNITY, "week": TODAY.isoformat()}
    assert call("POST", "/v1/visit-weeks", HEAD, week).status_code == 422
    assert "住院" not in str(db.rows("select visit_plans::text from visit_plans"))


def test_intake_is_given_the_words_and_the_look_is_kept(visit, call, say, db):
    finding = uuid4()
    call("PUT", f"{visit}/findings/{finding}", VISITOR, a_finding())
    told = say(ReadFindings(actor=a_visitor("rpc:intake"), finding_ids=(finding,)))
    assert told[finding].text == LEAK
    [look] = db.rows("select subject from access_log")
    assert look["subject"] == str(HOME)


def test_d16_a_form_is_sent_received_reported_and_counted(visit, call, db):
    form = uuid4()
    send, one = f"{visit}/forms/{form}", f"/v1/visit-forms/{form}"
    desk = ("clerk", OTHER)
    assert call("PUT", send, VISITOR, {"to_id": OTHER}).json["receipt"] is None
    assert call("PUT", send, VISITOR, {"to_id": STREET}).status_code == 409
    assert call("GET", visit, desk).status_code == 200
    result = {"jobs": 170, "startups": 3}
    assert call("PUT", f"{one}/result", desk, result).status_code == 409
    assert call("POST", f"{one}/receive", HEAD).status_code == 403
    receipt = call("POST", f"{one}/receive", desk).json["receipt"]
    assert call("PUT", f"{one}/result", desk, result).json["jobs"] == 170
    [sent] = call("GET", f"/v1/visit-forms?organisation={STREET}&sent=true", HEAD).json[
        "items"
    ]
    assert (sent["receipt"], sent["jobs"]) == (receipt, 170)
    got = call("GET", f"/v1/visit-forms?organisation={OTHER}", desk).json["items"]
    assert [each["form_id"] for each in got] == [str(form)]
    total = call("GET", f"/v1/visit-form-totals?organisation={OTHER}", desk).json
    assert (total["jobs"], total["startups"]) == (170, 3)
    assert len(db.rows("select 1 from timeline where subject like 'form:%'")) == 3
