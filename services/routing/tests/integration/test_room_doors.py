"""The rooms' HTTP doors, in this process, on a real database."""

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from falcon import testing
from pypdf import PdfReader

from minqing_chassis.http.auth import Issuer
from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Actor, Role
from minqing_local.keys import keys_in
from routing.application.projects.commands import SuggestProjects
from routing.application.resettling import ResettleCase
from routing.bootstrap import assemble
from routing.domain.dossier import Settled, Severity
from routing.domain.organisation import Organisation
from routing.domain.resettling import Resettlement
from routing.entrypoints.http import build_door
from services.routing.tests.builders import (
    COMMUNITY,
    DISTRICT,
    NOON,
    STATION,
    STREET,
    a_cause,
    a_matter,
    a_rule,
    an_operator,
    to_open,
)
from services.routing.tests.room_builders import CITY, FIRE, SECTION, UNITS, a_wording

pytestmark = pytest.mark.integration

HANDLER = (Role.HANDLER, COMMUNITY)
CLERK = (Role.CLERK, STREET)
ORGAN = {"mark": "金泉街信", "name": "金泉街道办事处"}
OPINION = {"kind": "handling-opinion", "parts": dict(a_wording().parts)}
DISPUTE = {"subject": "火灾", "place": "金科苑路93号", "since": "2026-10-06"}
PARTIES = [
    {"label": "房主", "division_code": "510106040019", "claim": "赔"},
    {"label": "租客", "division_code": "510106040004", "claim": "不赔"},
]


@pytest.fixture
def keys(tmp_path):
    return keys_in(tmp_path / "keys")


@pytest.fixture
def parts(database, keys):
    environ = {
        "AGENCY": "test",
        "AMQP_URI": "amqp://127.0.0.1:1",
        "DATABASE_URL_ROUTING": database("routing"),
        "HTTP_ADDRESS": "127.0.0.1:0",
        "JWT_PUBLIC_KEY_FILE": str(keys.jwt_public),
        "HAZARD_DESKS": f"fire={FIRE},*={DISTRICT}",
        "GATHERED_CASES": "2",
    }
    made = assemble(environ, clock=FrozenClock(NOON))
    with made.bus._new_unit_of_work() as work:
        for unit in UNITS:
            assert isinstance(unit, Organisation)
            work.learn(unit)
        work.rules.entry("all").set(a_rule(), at=NOON)
        work.collect(a_cause(an_operator()))
        work.commit()
    yield made
    made.database.close()


@pytest.fixture
def call(parts, keys):
    client = testing.TestClient(build_door(parts))
    issuer = Issuer(keys.jwt_private.read_bytes(), "test")

    def request(method, path, who=CLERK, json=None, **options):
        actor = Actor(id="somebody", role=who[0], organisation_id=who[1])
        token = issuer.token(actor, timedelta(hours=1))
        headers = {"Authorization": f"Bearer {token}"} | options.pop("headers", {})
        return client.simulate_request(
            method, path, headers=headers, json=json, **options
        )

    return request


@pytest.fixture
def case(parts):
    command = to_open()
    parts.bus.handle(command, a_cause())
    return f"/v1/cases/{command.petition_id}"


def refused(answered):
    return answered.status_code, answered.json["type"].rpartition(":")[2]


def test_art32_a_document_is_issued_listed_and_downloaded_over_http(parts, call, case):
    place = f"/v1/organs/{STREET}"
    assert refused(call("GET", place)) == (404, "organ-not-found")
    assert refused(call("POST", f"{case}/documents", HANDLER, OPINION)) == (
        409,
        "no-organ",
    )
    ops = (Role.OPS, None)
    assert call("PUT", place, ops, ORGAN).json["revision"] == 1
    assert call("GET", place).json == {
        "organisation_id": STREET,
        "review_unit": None,
        "revision": 1,
        **ORGAN,
    }
    key = {"Idempotency-Key": "one"}
    named = OPINION | {"addressee": "秦某", "address": "中街54号"}
    made, again = (
        call("POST", f"{case}/documents", HANDLER, named, headers=key) for _ in range(2)
    )
    assert (made.status_code, made.json["number"]) == (201, "金泉街信〔2026〕1号")
    assert again.json == made.json
    listed = call("GET", f"{case}/documents").json["items"]
    assert listed == [made.json]
    assert "秦某" not in str(listed)
    file = f"{case}/documents/{made.json['document_id']}"
    got = call("GET", file)
    assert got.headers["content-type"] == "application/pdf"
    assert hashlib.sha256(got.content).hexdigest() == made.json["sha256"]
    name = quote("金泉街信〔2026〕1号.pdf")
    assert got.headers["content-disposition"].endswith(f"filename*=UTF-8''{name}")
    words = PdfReader(io.BytesIO(got.content)).pages[0].extract_text()
    assert "金泉街信〔2026〕1号" in words
    assert "信访人：秦某" in words
    assert len(parts.database.rows("select * from access_log")) == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [((Role.HANDLER, STATION), 403), ((Role.OPS, None), 403), (HANDLER, 404)],
)
def test_a_document_is_shown_to_those_it_concerns(call, case, who, status):
    assert call("GET", f"{case}/documents/{uuid4()}", who).status_code == status


def test_what_a_document_lacks_is_named(call, case):
    wrong = {"kind": "handling-opinion", "parts": {"claims": "x", "sky": "y"}}
    answered = call("POST", f"{case}/documents", HANDLER, wrong)
    assert refused(answered) == (422, "wrong-parts")
    fields = {each["field"]: each["code"] for each in answered.json["errors"]}
    assert (fields["parts.facts"], fields["parts.sky"]) == ("missing", "not-allowed")


def test_a_section_takes_no_mark(call):
    answered = call("PUT", f"/v1/organs/{SECTION}", (Role.OPS, None), ORGAN)
    assert refused(answered) == (422, "not-an-organ")


def test_art35_art36_a_matter_goes_to_its_end_over_http(parts, call, case):
    assert refused(call("GET", f"{case}/review")) == (404, "review-not-found")
    asked = {"answer_received_on": "2026-11-02", "reason": "不服"}
    assert refused(call("POST", f"{case}/review/ask", json=asked)) == (
        409,
        "nothing-to-review",
    )
    reply = {"outcome": "explained", "reply": "解释"}
    call("POST", f"{case}/resolve", HANDLER, reply)
    street, district = (Role.SUPERVISOR, STREET), (Role.SUPERVISOR, DISTRICT)
    opinion = {"outcome": "upheld", "opinion": "维持"}
    assert call("POST", f"{case}/review/ask", json=asked).json["state"] == "reviewing"
    [owed] = call("GET", "/v1/reviews", street).json["items"]
    assert (owed["stage"], case.endswith(owed["petition_id"])) == ("review", True)
    assert call("GET", "/v1/reviews", HANDLER).json == {"items": []}
    call("POST", f"{case}/review/answer", street, opinion)
    assert call("GET", "/v1/reviews", street).json == {"items": []}
    call("POST", f"{case}/review/ask", json=asked)
    for verb in ("open-hearing", "close-hearing"):
        assert call("POST", f"{case}/review/{verb}", district).status_code == 200
    done = call("POST", f"{case}/review/answer", district, opinion).json
    assert (done["final"], done["rounds"][1]["reviewer_id"]) == (True, DISTRICT)
    assert refused(call("POST", f"{case}/review/ask", json=asked)) == (
        409,
        "matter-final",
    )
    again = call("POST", f"{case}/review/turn-away", json={"reason": "又来"})
    assert len(again.json["turned_away"]) == 1
    assert call("GET", f"{case}/review", (Role.OPS, None)).json == again.json


def test_a30_a_mediation_is_closed_over_http(call, case):
    place = f"{case}/mediations"
    body = {"dispute": DISPUTE, "parties": PARTIES}
    made = call("POST", place, HANDLER, body)
    assert (made.status_code, made.json["days"]) == (201, 27)
    verbs = [
        ("sessions", {"held_on": "2026-10-10", "mediators": "甲", "minutes": "乙"}),
        (
            "expertises",
            {
                "institution": "甲",
                "opinion": "乙",
                "given_on": "2026-10-12",
                "free": True,
            },
        ),
        (
            "agreement",
            {"text": "各半", "agreed_on": "2026-10-20", "perform_by": "2026-11-10"},
        ),
        ("performance", {"performed_on": "2026-11-02"}),
        ("satisfaction", {"label": "房主", "satisfied": True}),
    ]
    one = f"{place}/{made.json['mediation_id']}"
    for verb, said in verbs:
        done = call("POST", f"{one}/{verb}", HANDLER, said)
        assert done.status_code == 200, done.text
    waits = call("POST", f"{one}/close", HANDLER)
    assert refused(waits) == (409, "parties-not-satisfied")
    assert waits.json["errors"][0]["field"] == "parties.1"
    call("POST", f"{one}/satisfaction", HANDLER, {"label": "租客", "satisfied": True})
    closed = call("POST", f"{one}/close", HANDLER).json
    assert (closed["state"], closed["days"]) == ("closed", 27)
    assert call("GET", place).json["items"] == [closed]
    assert call("POST", f"{one}/give-up", HANDLER, {"reason": "x"}).status_code == 409


def test_a23_of_opening_a_mediation_and_answering_at_once_one_is_refused(call, case):
    assert call("POST", f"{case}/start", HANDLER, {}).status_code == 200
    opening = ("mediations", {"dispute": DISPUTE, "parties": PARTIES})
    answering = ("resolve", {"outcome": "resolved", "reply": "已修复"})
    with ThreadPoolExecutor(4) as crowd:
        told = crowd.map(
            lambda act: call("POST", f"{case}/{act[0]}", HANDLER, act[1]),
            [opening, answering] * 2,
        )
        made = [each for each in told if each.status_code < 300]
    assert len(made) == 1


def test_a32_b28_without_satisfaction_it_ends_by_check_or_by_the_law(call, case):
    body = {"dispute": DISPUTE, "parties": PARTIES}
    one = f"{case}/mediations/"
    one += call("POST", f"{case}/mediations", HANDLER, body).json["mediation_id"]
    terms = {"text": "各半", "agreed_on": "2026-10-20", "perform_by": "2026-11-10"}
    call("POST", f"{one}/agreement", HANDLER, terms)
    call("POST", f"{one}/performance", HANDLER, {"performed_on": "2026-11-02"})
    for party, satisfied in ((PARTIES[0], True), (PARTIES[1], False)):
        said = {"label": party["label"], "satisfied": satisfied}
        call("POST", f"{one}/satisfaction", HANDLER, said)
    asked = call("POST", f"{one}/ask-check", HANDLER, {"reason": "已履行"})
    assert (asked.json["state"], asked.json["checks"][0]["granted"]) == (
        "checking",
        None,
    )
    decision = {"granted": True, "reason": "已核实"}
    assert call("POST", f"{one}/check", HANDLER, decision).status_code == 403
    asker = (Role.SUPERVISOR, STREET)
    own = call("POST", f"{one}/check", asker, decision)
    assert refused(own) == (403, "asked-by-yourself")
    again = call("POST", f"{case}/mediations", HANDLER, body)
    assert refused(again) == (409, "mediation-open")
    body["parties"] = [PARTIES[0], {**PARTIES[1], "label": "物业公司"}]
    other = call("POST", f"{case}/mediations", HANDLER, body).json["mediation_id"]
    way = {"to": "litigation", "explanation": "可向人民法院起诉"}
    ended = call("POST", f"{case}/mediations/{other}/refer", HANDLER, way).json
    assert (ended["state"], ended["referral"]) == ("referred", way)


def test_a31_a_hazard_is_flagged_over_http(call, case):
    oil = {"kind": "fire", "description": "五桶菜油"}
    made = call("POST", f"{case}/hazards", HANDLER, oil)
    assert (made.status_code, made.json["informed"]) == (201, [FIRE])
    assert call("GET", f"{case}/hazards").json["items"] == [made.json]
    assert refused(call("POST", f"{case}/hazards", HANDLER, oil)) == (
        409,
        "hazard-known",
    )
    assert call("GET", case).json["organisation_id"] == COMMUNITY


def test_d15_a_project_is_led_over_http(parts, call, case):
    petition = case.rpartition("/")[2]
    body = {
        "name": "路灯专项",
        "goal": "春节前基本解决",
        "category": "road",
        "division_code": "510106",
        "organisation_id": STREET,
        "petitions": [petition],
        "festival": "spring-festival",
        "festival_year": 2027,
    }
    made = call("POST", "/v1/projects", json=body)
    assert made.status_code == 201, made.text
    assert made.json["target"]["on"] == "2027-02-05"
    one = f"/v1/projects/{made.json['project_id']}"
    call("POST", f"{one}/inventory", json={"checked": 5100, "found": 800})
    told = {"on": "2026-11-02", "fixed": 38, "note": "LED"}
    assert call("POST", f"{one}/progress", json=told).json["fixed"] == 38
    joined = call("POST", f"{one}/cases", json={"petitions": [petition]})
    assert joined.json["petitions"] == [petition]
    ended = call("POST", f"{one}/end", json={"done": True}).json
    assert call("GET", one, (Role.OPS, None)).json == ended
    assert call("GET", one).json == ended
    assert call("GET", one, HANDLER).status_code == 403
    assert call("GET", "/v1/projects").json["items"] == [ended]
    for wrong in ({"festival_year": None}, {"target_on": "2027-01-01"}):
        assert call("POST", "/v1/projects", json=body | wrong).status_code == 422
    late = call("POST", "/v1/projects", json=body | {"festival_year": 9999})
    assert refused(late) == (422, "unknown-festival")


def test_a13_gathered_problems_are_shown_to_those_whose_place_it_is(parts, call, case):
    parts.bus.handle(to_open(), a_cause())
    parts.bus.handle(SuggestProjects(), a_cause())
    path = "/v1/project-suggestions"
    [found] = call("GET", path).json["items"]
    assert (found["category"], found["cases"]) == ("road", 2)
    assert call("GET", path, (Role.OPS, None)).json["items"] == [found]
    assert call("GET", path, (Role.CLERK, "nobody")).status_code == 403


def test_a_late_review_is_escalated_by_the_sweep(parts, call, case):
    call("POST", f"{case}/resolve", HANDLER, {"outcome": "explained", "reply": "好"})
    call("PUT", f"/v1/organs/{DISTRICT}", (Role.OPS, None), ORGAN)
    asked = {"answer_received_on": "2026-11-02", "reason": "不服"}
    review = call("POST", f"{case}/review/ask", json=asked).json
    assert review["rounds"][0]["reviewer_id"] == CITY
    parts.clock.move_to(NOON + timedelta(days=31))
    assert parts.rooms.late_reviews.run() == 1
    assert parts.rooms.late_reviews.run() == 0


def test_nothing_waits_for_a_print_when_all_is_printed(parts):
    assert parts.rooms.office.print_waiting() == 0


def test_article_30_the_accused_see_nothing_of_a_waiting_accusation(parts, call):
    command = to_open(matter=a_matter(accused=(COMMUNITY,)))
    parts.bus.handle(command, a_cause())
    path = f"/v1/cases/{command.petition_id}"
    for room in ("documents", "mediations", "hazards"):
        assert call("GET", f"{path}/{room}", (Role.CLERK, STREET)).status_code == 200
        assert call("GET", f"{path}/{room}", (Role.CLERK, COMMUNITY)).status_code == 404


def test_c19_art30_an_accusation_that_shows_later_is_taken_from_the_accused(
    parts, call, case
):
    petition_id = UUID(case.rpartition("/")[2])
    ask = {"ground": "waiting-for-petitioner", "reason": "等"}
    assert call("POST", f"{case}/suspend", HANDLER, ask).status_code == 200
    said = Resettlement(
        revision=2,
        category="conduct",
        severity=Severity.ORDINARY,
        settled=Settled(kind="accusation"),
        accused=(COMMUNITY,),
    )
    bring = ResettleCase(petition_id=petition_id, said=said)
    for _ in range(2):
        parts.bus.handle(bring, a_cause())
    told = call("GET", case, (Role.CLERK, STREET)).json
    assert (told["state"], told["category"]) == ("unrouted", "conduct")
    assert call("GET", case, HANDLER).status_code == 404
    parts.judge_waiting()
    given = {"organisation_id": STREET}
    assert call("POST", f"{case}/assign", CLERK, given).status_code == 200
