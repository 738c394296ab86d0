"""Appraisals (三测评, C-16) on a real database, through their doors."""

from datetime import timedelta
from threading import Thread
from uuid import UUID, uuid4

import pytest

from minqing_kernel.messages import Role
from notify.application.commands import RecordOrganisation
from services.notify.tests.builders import COMMUNITY, PETITION, STREET, an_organisation
from services.notify.tests.integration.follow_up_place import GLAD

pytestmark = pytest.mark.integration

BOSS = {"role": Role.SUPERVISOR, "staff": "zhao"}


def scores(**said):
    return [{"code": code, "score": score} for code, score in said.items()]


def test_c16_scores_are_kept_weighed_and_drilled_down_to_their_forms(place):
    unit = an_organisation(organisation_id=COMMUNITY, parent_id=STREET, revision=9)
    place.do(RecordOrganisation(organisation=unit))
    body = {
        "title": "2026年三测评",
        "organisation_id": COMMUNITY,
        "ends_on": "2026-03-02",
    }
    opened = place.post("/v1/appraisals", body, 201, **BOSS)
    again = place.ask("POST", "/v1/appraisals", body, **BOSS)
    assert again.json["type"].endswith("appraisal-known")
    assert [each["weight"] for each in opened["sheets"]] == ["40", "30", "30"]
    path = f"/v1/appraisals/{opened['appraisal_id']}"
    form = {
        "form_id": str(uuid4()),
        "scores": scores(attitude=80, speed=90, result=70),
    }
    for _ in range(2):
        place.post(f"{path}/forms", {"forms": [form]}, 204)
    mutual = {
        "raters": "mutual",
        "scores": scores(support=60, together=70, response=80),
    }
    for staff in ("a", "b", "c", "d", "e", "e"):
        place.post(f"{path}/scores", mutual, 204, staff=staff)
    hidden = place.ask("GET", f"{path}/forms", raters="mutual")
    assert (hidden.status_code, hidden.json["type"][-14:]) == (403, "sheet-withheld")
    assert place.get(path)["sheets"][1]["withheld"]
    place.clock.advance(timedelta(days=1))
    told = place.get(path)
    assert [each["score"] for each in told["sheets"]] == ["80.0", "70.0", None]
    assert told["total"] == "75.7"  # (80 * 40 + 70 * 30) / 70
    assert "÷Σ权重" in told["formula"]
    rows = place.get(f"{path}/forms", raters="mutual")["forms"]
    assert [each["scores"]["support"] for each in rows] == [60] * 5
    assert {(each["form_id"], each["by"]) for each in rows} == {(None, None)}
    (kept,) = place.get(f"{path}/forms", raters="public")["forms"]
    assert (kept["form_id"], kept["by"]) == (form["form_id"], "clerk:wang")
    twice = {"raters": "mutual", "scores": mutual["scores"] + scores(support=1)}
    assert place.ask("POST", f"{path}/scores", twice).status_code == 409
    names = place.rows("select given_by from appraisal_forms where raters = 'mutual'")
    assert {row["given_by"] for row in names} == {None}
    listed = place.get("/v1/appraisals")["items"]
    assert [each["appraisal_id"] for each in listed] == [opened["appraisal_id"]]
    gone = place.ask("GET", f"/v1/appraisals/{uuid4()}")
    assert gone.json["type"].endswith("appraisal-unknown")


def test_c16_forms_of_visits_do_not_wait_for_who_calls_about_the_same_case(place):
    place.resolve()
    place.close()
    visit = place.post(f"/v1/closings/{PETITION}/calls", GLAD)
    body = {"title": "测评", "organisation_id": STREET, "ends_on": "2026-03-02"}
    opened = place.post("/v1/appraisals", body, 201, **BOSS)
    form = {
        "form_id": str(uuid4()),
        "visit_id": visit["visit_id"],
        "scores": scores(attitude=80, speed=90, result=70),
    }
    path = f"/v1/appraisals/{opened['appraisal_id']}/forms"
    asking = Thread(target=place.post, args=(path, {"forms": [form]}, 204), daemon=True)
    with place.work() as calling:
        calling.visits.get(UUID(visit["visit_id"]))
        asking.start()
        asking.join(5)
        assert not asking.is_alive()
    (kept,) = place.get(path, raters="public")["forms"]
    assert kept["visit_id"] == visit["visit_id"]
