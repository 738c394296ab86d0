"""The doors of hand-overs, in this process, with a neighbour at the other end."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from falcon import testing

from minqing_chassis.http.auth import Issuer
from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Actor, Role
from minqing_local.keys import keys_in
from routing.application.commands import RecordOrganisation
from routing.application.handovers.commands import AcceptOffer
from routing.bootstrap import assemble
from routing.domain.handover.errors import HandOverNotFound
from routing.entrypoints.http import build_door
from services.routing.tests.builders import (
    COMMUNITY,
    DISTRICT,
    NOON,
    STREET,
    a_cause,
    a_matter,
    the_units,
    to_open,
)
from services.routing.tests.handover_house import (
    BELOW,
    CHIEF,
    DESK,
    FAR,
    LEAVES,
    OFFER,
    OPS,
    call,
    case,
    environ,
    far,
    folder,
    parts,
    refused,
)

pytestmark = pytest.mark.integration

__all__ = ["call", "case", "environ", "far", "folder", "parts"]


def test_b04_a_case_is_offered_listed_accepted_there_and_followed(call, case, far):
    key = {"headers": {"Idempotency-Key": "one"}}
    made = call("POST", f"{case}/handovers", json=OFFER, **key)
    assert (made.status_code, made.json["state"]) == (201, "offered")
    again = call("POST", f"{case}/handovers", json=OFFER, **key)
    assert again.json["handover_id"] == made.json["handover_id"]
    other = OFFER | {"reason": "别的理由"}
    reused = call("POST", f"{case}/handovers", json=other, **key)
    assert refused(reused) == (409, "idempotency-key-reused")
    path = f"/v1/handovers/{made.json['handover_id']}"
    assert call("GET", path, BELOW).json["our_due_at"]
    second = call("POST", f"{case}/handovers", json=OFFER)
    assert refused(second) == (409, "handover-open")
    far.settle()
    assert {said.file.name for said in far.heard} == {""}
    far.accept()
    assert call("GET", case).json["state"] == "handed-over"
    listed = call("GET", "/v1/handovers", params={"direction": "out"}).json["items"]
    assert [(e["state"], e["owner"]) for e in listed] == [("handed-over", FAR)]
    assert refused(call("POST", f"{path}/recall")) == (409, "transition-refused")
    told = call("GET", "/v1/agency-disclosures", OPS).json["items"]
    assert {e["word"]: "phone" in e["fields"] for e in told} == {
        "confirm": True,
        "offer": False,
    }
    assert refused(
        call("GET", "/v1/agency-disclosures", (Role.SUPERVISOR, STREET))
    ) == (
        403,
        "not-your-case",
    )


def test_a24_an_offer_is_recalled_or_not_granted(call, case, far, parts):
    wrong = OFFER | {"form": "entrust", "due": "2026-12-01T00:00:00Z"}
    refusal = call("POST", f"{case}/handovers", json=wrong)
    assert refused(refusal) == (403, "not-granted")
    noise = to_open(matter=a_matter(category="noise"))
    parts.bus.handle(noise, a_cause())
    refusal = call("POST", f"/v1/cases/{noise.petition_id}/handovers", json=OFFER)
    assert refused(refusal) == (403, "category-not-granted")
    assert call("POST", f"{case}/handovers", json={"to": FAR}).status_code == 422
    never = OFFER | {"until": "9999-12-31T23:59:59-08:00"}
    assert call("POST", f"{case}/handovers", json=never).status_code == 422
    made = call("POST", f"{case}/handovers", json=OFFER).json
    recalled = call("POST", f"/v1/handovers/{made['handover_id']}/recall")
    assert recalled.json["state"] == "recalled"
    assert call("GET", case).json["state"] == "assigned"


def test_what_each_takes_is_told_by_category_and_the_nearest_is_named(call):
    about = {"category": "noise", "division_code": "510106041001"}
    [told] = call("GET", "/v1/agencies", params=about).json["items"]
    assert (told["takes"], told["nearest"]) == (["return"], True)
    assert told["takes_categories"] == ["road", "elderly-*"]
    assert (told["sends_categories"], told["division_code"]) == (["*"], "510106")
    here = {"category": "elderly-care", "division_code": "510106040019"}
    [told] = call("GET", "/v1/agencies", params=here).json["items"]
    assert (told["takes"], told["nearest"]) == (["transfer", "return", "assist"], False)
    [told] = call("GET", "/v1/agencies").json["items"]
    assert (told["takes"], told["nearest"]) == (["transfer", "return", "assist"], False)
    wrong = {"division_code": "street"}
    assert call("GET", "/v1/agencies", params=wrong).status_code == 422


def test_an_offer_to_us_is_answered_by_who_speaks_for_the_agency(call, far):
    handover = far.offer()
    path = f"/v1/handovers/{handover}"
    assert call("GET", path, BELOW).status_code == 403
    assert call("GET", "/v1/handovers", BELOW).json["items"] == []
    for who in (BELOW, (Role.SUPERVISOR, STREET)):
        assert refused(call("POST", f"{path}/accept", who, json={})) == (
            403,
            "not-your-case",
        )
    accepted = call("POST", f"{path}/accept", json={"leader": "周某"})
    assert (accepted.status_code, accepted.json["state"]) == (200, "accepted")
    far.settle()
    opened = call("GET", "/v1/cases/JN-1").json
    assert (opened["state"], opened["organisation_id"]) == ("assigned", COMMUNITY)
    told = call("GET", f"{path}/file", BELOW, params={"purpose": "办理"})
    assert told.json["summary"] == "路灯"
    assert call("GET", f"{path}/file", BELOW).status_code in {400, 422}
    back = call("POST", f"{path}/return", json={"reason": "不属于本街道"})
    assert back.status_code == 200
    out = call("GET", "/v1/handovers", params={"direction": "out"}).json["items"]
    assert [each["form"] for each in out] == ["return"]


def test_c20_the_desk_that_the_agency_named_sees_and_answers_all(call, parts, far):
    desk = replace(the_units().find(COMMUNITY), organisation_id=LEAVES)
    parts.bus.handle(RecordOrganisation(unit=desk), a_cause())
    path = f"/v1/handovers/{far.offer()}"
    assert call("GET", "/v1/agencies", DESK).json["speaks"] is True
    assert call("GET", "/v1/agencies", BELOW).json["speaks"] is False
    [shown] = call("GET", "/v1/handovers", DESK).json["items"]
    assert (shown["may"], shown["agency_name"]) == (["accept", "refuse"], FAR)
    assert call("POST", f"{path}/accept", DESK, json={}).status_code == 200
    far.settle()
    [taken] = call("GET", "/v1/handovers", DESK).json["items"]
    assert (taken["state"], taken["case_state"]) == ("taken", "assigned")
    reason = {"json": {"reason": "裁定"}}
    for who, why in (
        (CHIEF, (409, "not-contested")),
        ((Role.SUPERVISOR, STREET), (403, "not-your-case")),
    ):
        assert refused(call("POST", f"{path}/concede", who, **reason)) == why
    assert call("POST", f"{path}/concede", DESK, **reason).status_code == 403


def test_an_offer_to_us_is_refused_with_a_reason(call, parts, far):
    path = f"/v1/handovers/{far.offer()}"
    answer = call("POST", f"{path}/refuse", json={"reason": "不属于本街道"})
    assert answer.json["state"] == "refused"
    far.settle()
    [row] = far.leg.sent
    assert (row.state.value, row.said) == ("refused", "不属于本街道")
    parts.gauges.refresh()
    [shown] = re.findall(r"handovers_refused{.*} (.+)", parts.metrics.render().decode())
    assert float(shown) == 0, "counted where it was offered, not where it was refused"
    assert refused(call("GET", "/v1/cases/JN-1")) == (404, "case-not-found")


def test_art30_the_accused_find_no_hand_over_of_their_case(call, parts):
    command = to_open(matter=a_matter(accused=(COMMUNITY,)))
    parts.bus.handle(command, a_cause())
    path = f"/v1/cases/{command.petition_id}/handovers"
    assert refused(call("POST", path, BELOW, OFFER)) == (404, "case-not-found")
    made = call("POST", path, json=OFFER).json
    one = f"/v1/handovers/{made['handover_id']}"
    assert refused(call("GET", one, BELOW)) == (404, "handover-not-found")
    assert refused(call("POST", f"{one}/recall", BELOW)) == (404, "handover-not-found")
    assert call("GET", "/v1/handovers", BELOW).json["items"] == []


def test_art30_a_desk_that_an_offer_accuses_finds_and_answers_none(call, parts, far):
    """Nobody here has the case yet: whom it accuses the other agency told."""
    desk = replace(the_units().find(COMMUNITY), organisation_id=LEAVES)
    parts.bus.handle(RecordOrganisation(unit=desk), a_cause())
    handover = far.offer(accused=(LEAVES,))
    path = f"/v1/handovers/{handover}"
    assert call("GET", "/v1/handovers", DESK).json["items"] == []
    asked = {"purpose": "办理"}
    assert call("GET", f"{path}/file", DESK, params=asked).status_code == 404
    for act, said in (("accept", {}), ("refuse", {"reason": "不属实"})):
        answer = call("POST", f"{path}/{act}", DESK, json=said)
        assert refused(answer) == (404, "handover-not-found")
    about = {"matter_id": far.leg.matter_id, "handover_id": handover, "leader": ""}
    actor = Actor(id="x", role=Role.CLERK, organisation_id=LEAVES)
    with pytest.raises(HandOverNotFound):
        parts.bus.handle(AcceptOffer(actor=actor, **about), a_cause())
    assert call("POST", f"{path}/accept", json={}).status_code == 200


def test_an_agency_that_stands_alone_has_doors_without_neighbours(environ, tmp_path):
    alone = {
        k: v for k, v in environ.items() if not k.startswith(("AGENCY_", "AGENCIES"))
    }
    parts = assemble(alone, clock=FrozenClock(NOON))
    client = testing.TestClient(build_door(parts))
    keys = keys_in(tmp_path / "keys")
    actor = Actor(id="x", role=Role.SUPERVISOR, organisation_id=DISTRICT)
    token = Issuer(keys.jwt_private.read_bytes(), "test").token(
        actor, timedelta(hours=1)
    )
    headers = {"Authorization": f"Bearer {token}"}
    assert client.simulate_get("/v1/agencies", headers=headers).json == {
        "items": [],
        "me": None,
        "name": None,
        "speaks": False,
    }
    answer = client.simulate_post(
        f"/v1/cases/{uuid4()}/handovers", headers=headers, json=OFFER
    )
    assert refused(answer) == (409, "stands-alone")
    parts.database.close()
