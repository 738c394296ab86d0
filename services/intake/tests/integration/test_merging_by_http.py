"""12345 并单 by HTTP: a merged petition's page follows its lead, then is its own."""

from uuid import UUID

import pytest

from intake.application.commands import NoteCaseFact
from intake.application.signing import sign_all
from intake.domain.progress import CaseFact, CaseStep
from services.intake.tests.builders import (
    COMMUNITY,
    DAY,
    NOON,
    OTHER_COMMUNITY,
    STORY,
    STREET,
)

PHONE = {"telephone": "13800008000"}


@pytest.fixture
def two(door):
    said = {"organisation_id": COMMUNITY, "contact": PHONE}
    return [door.submit(**said).json for _ in range(2)]


def post(door, petition, verb, token=None, **body):
    body = {"reason": "同一盏路灯"} | body
    path = f"/v1/petitions/{petition['receipt']}/{verb}"
    return door.call("POST", path, body, token=token or door.token())


def tell(intake, petition, step, revision, **parts):
    fact = CaseFact(
        revision=revision,
        step=step,
        at=NOON + revision * DAY,
        organisation_id=COMMUNITY,
        **parts,
    )
    own = UUID(petition["petition_id"])
    intake.bus.handle(NoteCaseFact(petition_id=own, fact=fact), STORY)


def page(door, petition):
    code = petition["tracking_code"]
    return door.call("GET", f"/v1/petitions/{petition['receipt']}?code={code}").json


def problem(answer):
    return answer.json["type"].rpartition(":")[2]


def test_12345_a_merged_petitions_page_follows_its_lead(intake, door, two):
    lead, other = two
    tell(intake, other, CaseStep.ASSIGNED, 1, due_at=NOON + 60 * DAY)
    before = page(door, other)
    merged = post(door, other, "merge", lead=lead["receipt"])
    assert merged.status_code == 200, merged.text
    assert merged.json == {
        "receipt": other["receipt"],
        "state": "merged",
        "revision": 2,
    }
    tell(intake, lead, CaseStep.RESOLVED, 2, reply="灯已修好", outcome="resolved")
    now = page(door, other)
    assert now["state"] == "resolved"
    assert now["reply"]["text"] == "灯已修好"
    assert "merged" in [step["step"] for step in now["timeline"]]
    assert "merged" not in [step["step"] for step in page(door, lead)["timeline"]]
    assert post(door, other, "separate").json["state"] == "accepted"
    assert page(door, other) == before


def test_12345_staff_see_into_which_it_was_merged(door, two):
    lead, other = two
    post(door, other, "merge", lead=lead["receipt"])
    path = f"/v1/petitions/{other['receipt']}"
    seen = door.call("GET", path, token=door.token()).json
    assert seen["staff"]["lead"] == lead["receipt"]


def test_12345_a_merged_petition_is_suggested_no_more(intake, door, two):
    lead, other = two
    third = door.submit(organisation_id=COMMUNITY, contact=PHONE).json
    post(door, other, "merge", lead=lead["receipt"])
    sign_all(lambda command: intake.bus.handle(command, STORY))
    path = f"/v1/petitions/{third['receipt']}/similar"
    found = door.call("GET", path, token=door.token()).json["similar"]
    assert [one["receipt"] for one in found] == [lead["receipt"]]


def test_12345_what_cannot_be_merged_is_refused_by_name(intake, door, two):
    lead, other = two
    refused = post(door, lead, "merge", lead=lead["receipt"])
    assert (refused.status_code, problem(refused)) == (409, "merge-refused")
    assert refused.json["errors"][0]["code"] == "itself"
    refused = post(door, other, "separate")
    assert (refused.status_code, problem(refused)) == (409, "not-merged")
    refused = post(door, other, "merge", lead="MQ-2611-9999999")
    assert problem(refused) == "unknown-petition"
    tell(intake, lead, CaseStep.CLOSED, 9)
    refused = post(door, other, "merge", lead=lead["receipt"])
    assert refused.json["errors"][0]["code"] == "already-answered"


@pytest.mark.parametrize("verb", ["merge", "separate"])
def test_who_may_not_see_both_merges_neither(door, two, verb):
    lead, other = two
    body = {"lead": lead["receipt"]} if verb == "merge" else {}
    far = door.token(organisation=OTHER_COMMUNITY)
    assert post(door, other, verb, far, **body).status_code == 403
    hand = door.token("handler")
    assert post(door, other, verb, hand, **body).status_code == 403
    above = door.token(organisation=STREET)
    assert post(door, other, verb, above, **body).status_code in (200, 409)


def test_12345_two_clerks_at_once_make_no_circle(intake, door, two):
    lead, other = two
    assert post(door, other, "merge", lead=lead["receipt"]).status_code == 200
    refused = post(door, lead, "merge", lead=other["receipt"])
    assert refused.json["errors"][0]["code"] == "leads-others"
