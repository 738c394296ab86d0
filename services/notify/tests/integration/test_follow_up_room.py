"""The follow-ups' room on a real database, through its doors."""

import csv
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from itertools import permutations
from uuid import uuid4

import pytest

from minqing_kernel.identity import new_id
from minqing_kernel.messages import Role
from notify.application.commands import RecordOrganisation, TellOfMerging, TellOfStep
from notify.domain.following import Following
from notify.domain.notice import Audience
from notify.domain.occurrence import Step
from services.notify.tests.builders import (
    COMMUNITY,
    NOON,
    PETITION,
    STREET,
    an_occurrence,
    an_organisation,
)
from services.notify.tests.integration.follow_up_place import GLAD, SAD

pytestmark = pytest.mark.integration


# -- calls -----------------------------------------------------------------------------


def test_b27_first_calls_about_one_closing_at_once_are_one_visit(place):
    """Whoever presses twice is neither told of a fault nor calls twice."""
    place.resolve()
    place.close()
    path, said = f"/v1/closings/{PETITION}/calls", (GLAD, SAD)
    with ThreadPoolExecutor(6) as callers:
        told = callers.map(lambda n: place.ask("POST", path, said[n % 2]), range(6))
        answers = sorted(each.status_code for each in told)
    assert answers == [200] * 3 + [409] * 3
    assert len(place.rows("select * from visits")) == 1


def test_b27_the_friday_list_holds_what_was_closed_since_the_last_one(place):
    petitions = [uuid4() for _ in range(3)]
    for number, petition_id in enumerate(petitions):
        place.resolve(petition_id)
        place.hear(
            step=Step.CLOSED,
            petition_id=petition_id,
            case_revision=4,
            at=NOON + timedelta(minutes=number),
        )
    late = {"step": Step.CLOSED, "petition_id": uuid4(), "case_revision": 4}
    place.hear(**late, at=NOON + timedelta(days=7))
    calls = "/v1/closings/{}/calls"
    place.post(calls.format(petitions[0]), GLAD)
    place.post(calls.format(petitions[1]), {"miss": "no-answer"})
    path = "/v1/call-backs/weekly"
    first = place.get(path, on="2026-03-02", limit="2")
    rest = place.get(path, on="2026-03-02", limit="2", after=first["next_after"])
    rows = [*first["items"], *rest["items"]]
    assert [row["petition_id"] for row in rows] == [str(each) for each in petitions]
    assert [row["state"] for row in rows] == ["done", "unreached", "due"]
    assert (rows[0]["handling"], rows[0]["basis"]) == ("已更换", "12号")
    assert {row["outcome"] for row in rows} == {"explained"}
    assert (first["held_on"], rest["next_after"]) == ("2026-03-06", None)
    tally = first["tally"]
    assert (tally["to_call"], tally["reached"], tally["satisfied"]) == (3, 1, 1)
    assert (tally["unreached"], tally["waiting"]) == (1, 1)
    assert place.get(path, on="2026-02-20")["tally"]["to_call"] == 0


def test_b27_the_friday_list_opens_as_a_table_and_runs_no_formula(place):
    place.resolve()
    place.close()
    place.post(f"/v1/closings/{PETITION}/calls", SAD)
    told = place.ask("GET", "/v1/call-backs/weekly/export", on="2026-03-02")
    assert told.headers["content-type"] == "text/csv; charset=utf-8"
    assert told.headers["content-disposition"].endswith("call-backs-2026-03-06.csv")
    head, row = csv.reader(StringIO(told.content.decode("utf-8-sig")))
    shown = dict(zip(head, row, strict=True))
    assert (shown["办理情况"], shown["政策依据"]) == ("已更换", "12号")
    assert (shown["是否解决"], shown["是否满意"]) == ("解决", "不满意")
    assert shown["不满意理由"] == "'=等得太久"


def test_b27_a_vain_call_ends_a_question_that_nobody_can_be_asked(place):
    place.resolve()
    made = place.post(f"/v1/follow-ups/{PETITION}/misses", {"miss": "busy"})
    assert (made["kind"], made["state"], made["last_miss"]) == (
        "question",
        "unreached",
        "busy",
    )
    shown = place.get(f"/v1/follow-ups/{PETITION}")
    assert (shown["state"], shown["reason"]) == ("lapsed", "unreached")
    assert shown["outcome"] == "explained"


def test_a14_a_planned_visit_waits_in_the_list_until_it_is_made(place):
    place.resolve()
    place.close()
    plan = {"petition_id": str(PETITION), "due_on": "2026-06-01", "note": "就业情况"}
    planned = place.post("/v1/visits", plan)
    assert place.post("/v1/visits", plan) == planned
    (waiting,) = place.get("/v1/visits", kind="tracking", state="due")["items"]
    assert waiting == planned
    path = f"/v1/visits/{planned['visit_id']}/calls"
    place.post(path, GLAD | {"standing": "steady"})
    assert place.get("/v1/visits", state="due")["items"] == []
    refused = place.ask("POST", f"/v1/visits/{uuid4()}/calls", GLAD)
    assert refused.json["type"].endswith("visit-unknown")


# -- draws -----------------------------------------------------------------------------


def test_d13_a_campaign_is_drawn_once_can_be_drawn_again_and_reopens(place):
    petitions = [uuid4() for _ in range(4)]
    for petition_id in petitions:
        place.resolve(petition_id)
        place.close(petition_id)
    place.hear(step=Step.REOPENED, petition_id=petitions[3], case_revision=5)
    body = {
        "kind": "campaign",
        "title": "回头看",
        "organisation_id": STREET,
        "closed_from": "2026-02-01",
        "closed_until": "2026-03-02",
        "percent": 100,
        "due_on": "2026-03-31",
    }
    boss = {"role": Role.SUPERVISOR, "staff": "zhao"}
    made = place.post("/v1/rounds", body, 201, **boss)
    assert (made["population"], made["drawn"]) == (3, 3)
    again = place.ask("POST", "/v1/rounds", body, **boss)
    assert (again.status_code, again.json["type"][-11:]) == (409, "round-known")
    path = "/v1/visits/{}/calls"
    listed = place.get("/v1/visits", round=made["round_id"], limit="2")
    rest = place.get("/v1/visits", round=made["round_id"], after=listed["next_after"])
    one, two, three = [*listed["items"], *rest["items"]]
    place.post(path.format(one["visit_id"]), GLAD | {"standing": "steady"})
    found = SAD | {"standing": "relapsed"}
    place.post(path.format(two["visit_id"]), found)
    assert place.post(path.format(two["visit_id"]), found)["standing"] == "relapsed"
    shown = place.get(f"/v1/rounds/{made['round_id']}")
    assert shown["repeatable"] is True
    tally = shown["tally"]
    assert (tally["steady"], tally["relapsed"], tally["waiting"]) == (1, 1, 1)
    (fact,) = place.rows("select routing_key, body from outbox")
    assert fact["routing_key"] == "notify.revisit.relapsed.v1"
    assert two["petition_id"] in fact["body"]
    assert [each["round_id"] for each in place.get("/v1/rounds")["items"]] == [
        made["round_id"]
    ]
    assert three["round_id"] == made["round_id"]
    place.rows("update rounds set seed = 'other', percent = 10 returning 1")
    assert place.get(f"/v1/rounds/{made['round_id']}")["repeatable"] is False
    gone = place.ask("GET", f"/v1/rounds/{uuid4()}")
    assert gone.json["type"].endswith("round-unknown")


# -- ratings ---------------------------------------------------------------------------


@pytest.mark.parametrize("order", [*permutations(range(2))])
def test_12345_the_merged_are_asked_in_any_order_and_only_once(place, order):
    lead, follower = uuid4(), uuid4()
    following = Following(
        petition_id=follower,
        revision=2,
        lead_petition_id=lead,
        receipt="DEMO-2603-0000042",
        reachable=True,
        merged_at=NOON - timedelta(days=1),
    )
    answered = an_occurrence(
        message_id=new_id(),
        step=Step.RESOLVED,
        petition_id=lead,
        case_revision=3,
        resolved_by="li-na",
    )
    told = [TellOfMerging(following=following), TellOfStep(occurrence=answered)]
    for each in (*order, *order):
        place.take(told[each])
    (rating,) = place.get("/v1/ratings", case=str(lead))["items"]
    assert (rating["kind"], rating["receipt"]) == ("merged", "DEMO-2603-0000042")
    (notice,) = place.rows(
        "select notice_id from notices where audience = :a", a=Audience.FOLLOWER
    )
    assert rating["rating_id"] == str(notice["notice_id"])
    path, token = (
        f"/v1/ratings/{rating['rating_id']}",
        place.parts.tokens.issue_for(notice["notice_id"]),
    )
    assert place.get(path, role=None, token=token)["state"] == "open"
    assert place.get(path)["state"] == "open"
    assert place.ask("GET", path, role=None).status_code == 401
    body = {"token": token, "solved": False, "satisfied": False, "reason": "没修到"}
    place.post(f"{path}/answer", body, role=None)
    refused = place.ask("POST", f"{path}/answer", body | {"solved": True}, role=None)
    assert refused.status_code == 409
    (objection,) = place.get("/v1/objections")["items"]
    assert (objection["petition_id"], objection["source"]) == (str(lead), "rating")
    gone = place.ask("GET", f"/v1/ratings/{uuid4()}")
    assert gone.json["type"].endswith("rating-unknown")


def test_a32_parties_are_asked_and_answer_with_codes_of_their_own(place):
    place.hear(step=Step.MEDIATION_CLOSED, case_revision=None, parties=(True, None))
    (open_one,) = place.get("/v1/ratings", state="open")["items"]
    assert open_one["party"] == 2
    code = place.post(
        f"/v1/ratings/{open_one['rating_id']}/passes", {"way": "link"}, 201
    )["code"]
    body = {"code": code, "solved": None, "satisfied": True}
    place.post("/v1/passes/answer", body, 204, role=None)
    given = place.get("/v1/ratings", state="given")["items"]
    assert [each["satisfied"] for each in given] == [True, True]
    staffed = place.ask(
        "POST", f"/v1/ratings/{open_one['rating_id']}/answer", body | {"code": code}
    )
    assert staffed.status_code == 422


def test_b09_a_code_is_kept_as_a_hash_alone_and_used_once(place):
    place.resolve()
    issued = place.post(f"/v1/follow-ups/{PETITION}/passes", {"way": "spot"}, 201)
    (kept,) = place.rows("select * from passes")
    assert issued["code"] not in str(dict(kept))
    body = {"code": issued["code"], "solved": True, "satisfied": True}
    place.post("/v1/passes/answer", body, 204, role=None)
    again = place.ask("POST", "/v1/passes/answer", body, role=None)
    assert (again.status_code, again.json["type"][-12:]) == (403, "pass-refused")
    (fact,) = place.rows("select body from outbox")
    assert '"way":"spot"' in fact["body"]
    unknown = place.ask("POST", "/v1/passes/answer", body | {"code": "x" * 22})
    assert unknown.status_code == 403


def test_a_unit_sees_nothing_of_its_neighbours(place):
    place.resolve(organisation_id="510107", reachable=False)
    place.hear(step=Step.CLOSED, case_revision=4, organisation_id="510107")
    assert place.get("/v1/call-backs/weekly", on="2026-03-02")["items"] == []
    refused = place.ask("POST", f"/v1/closings/{PETITION}/calls", GLAD)
    assert refused.json["type"].endswith("out-of-scope")
    assert COMMUNITY not in refused.text


def test_b30_a_survey_counts_each_form_once_and_keeps_no_names(place):
    body = {
        "title": "综治两率",
        "wave_on": "2026-03-01",
        "organisation_id": STREET,
        "sample": 4,
        "questions": [{"code": "safe", "text": "您对社会治安满意吗？"}],
    }
    boss = {"role": Role.SUPERVISOR, "staff": "zhao"}
    survey = place.post("/v1/surveys", body, 201, **boss)
    again = place.ask("POST", "/v1/surveys", body, **boss)
    assert again.json["type"].endswith("survey-known")
    path = f"/v1/surveys/{survey['survey_id']}"
    forms = [
        {"form_id": str(uuid4()), "answers": [{"code": "safe", "yes": safe}]}
        for safe in (True, True, False)
    ]
    place.post(f"{path}/responses", {"responses": forms[:2]}, 204)
    (few,) = place.get(path)["shares"]
    assert (few["withheld"], few["yes"], few["rate"]) == (True, None, None)
    for _ in range(2):
        place.post(f"{path}/responses", {"responses": forms}, 204)
    result = place.get(path)
    assert (result["forms"], result["response_rate"]) == (3, 75.0)
    (share,) = result["shares"]
    assert (share["yes"], share["valid"], share["rate"]) == (2, 3, 66.7)
    assert [each["survey_id"] for each in place.get("/v1/surveys")["items"]] == [
        survey["survey_id"]
    ]
    gone = place.ask("GET", f"/v1/surveys/{uuid4()}")
    assert gone.json["type"].endswith("survey-unknown")


def test_why_a_case_was_closed_tells_a_unit_nothing_of_what_another_did_later(place):
    """A-21, 条例第30条: who answered first reads no word said of the second answer."""
    place.do(
        RecordOrganisation(
            organisation=an_organisation(organisation_id="510199", parent_id=None)
        )
    )
    place.resolve()
    place.close()
    place.resolve(revision=6, organisation_id="510199", params={"outcome": "other"})
    token = place.parts.tokens.issue(PETITION, 6)
    said = {"solved": False, "satisfied": False, "reason": "前一家的人打了我"}
    body = {**said, "token": token}
    place.post(f"/v1/follow-ups/{PETITION}/answer", body, role=None)
    path = f"/v1/closings/{PETITION}/why"
    mine = place.get(path, role=Role.SUPERVISOR)
    assert [line["what"] for line in mine["lines"]] == ["resolved.explained", "closed"]
    whole = place.get(path, role=Role.OPS)
    assert "resolved.unknown" in [line["what"] for line in whole["lines"]]
    assert "打了我" in str(whole)
