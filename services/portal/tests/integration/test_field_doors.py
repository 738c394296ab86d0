"""What a device in the field asks and brings: in whose name, and what is refused."""

import json

import pytest

from services.portal.tests.homes_stand_in import HOME, PHOTO, VISIT

pytestmark = pytest.mark.integration

TOLD = f"/field/photos/{VISIT}/{PHOTO}"


@pytest.fixture
def worker(colleague):
    return colleague.sign_in()


def who(worker):
    return worker.get("/field/who").page.json()


def bring(worker, path, body, key=None, **headers):
    me = who(worker)
    headers |= {"X-Form-Key": me["key"] if key is None else key}
    return worker.session.post(worker.url + path, data=body, headers=headers)


def batch(worker, **changes):
    visit = {"kind": "home", "visitors": ["somebody.else"], "diary": "都好"}
    record = {"record_id": VISIT, "visit_id": VISIT, "visit": visit}
    said = {"owner": who(worker)["owner"], "device_id": "d", "sent_at": "x"}
    said |= {"tick": {"run": 1, "ms": 2, "earlier": []}}
    return json.dumps(
        said | {"records": [record, {"record_id": HOME, "closing": {}}]} | changes
    )


def test_c26_what_a_device_brings_is_brought_in_the_name_of_who_is_signed_in(
    worker, staff_site
):
    answer = bring(worker, "/field/sync", batch(worker))
    assert answer.status_code == 200, answer.text
    assert [each["status"] for each in answer.json()["items"]] == ["taken", "taken"]
    assert answer.json()["items"][0]["fields"] == {"held_at": "not-yet"}
    [(path, said, _)] = staff_site[1].acts
    assert path == "/v1/visit-batches"
    assert said["records"][0]["visit"]["visitors"] == ["wang.min"]
    assert "owner" not in said
    kept = bring(worker, TOLD, b"jpeg", **{"X-Field-Owner": who(worker)["owner"]})
    assert (kept.status_code, kept.json()) == (200, {"kept": PHOTO})


def test_what_belongs_to_somebody_else_never_goes_out_under_this_name(
    worker, staff_site
):
    theirs = batch(worker, owner="0" * 32)
    for answer in (
        bring(worker, "/field/sync", theirs),
        bring(worker, TOLD, b"jpeg", **{"X-Field-Owner": "0" * 32}),
        bring(worker, TOLD, b"jpeg"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "not-the-owner")
    assert staff_site[1].acts == []


def test_a_photograph_has_no_name_that_leads_to_another_door(worker, staff_site):
    mine = {"X-Field-Owner": who(worker)["owner"]}
    for name in ("%2E%2E", "x%3Fpurpose=visit", PHOTO.upper() + "x"):
        answer = bring(worker, f"/field/photos/{VISIT}/{name}", b"jpeg", **mine)
        assert answer.status_code in (404, 422), name
    path = f"/field/photos/{VISIT}/x%3Fpurpose=visit"
    assert bring(worker, path, b"jpeg", **mine).json()["code"] == "bad-hash"
    assert staff_site[1].acts == []


def test_who_signs_in_after_somebody_else_is_not_taken_for_them(colleague):
    colleague.sign_in()
    mine, jar = who(colleague)["owner"], colleague.session.cookies
    colleague.sign_in()
    assert jar["mq-field"] == mine
    [mark] = [each for each in jar if each.name == "mq-field"]
    mark.value = "0" * 32
    colleague.sign_in()
    assert "mq-field" not in jar


def test_what_comes_without_our_key_or_is_no_batch_is_refused(worker, staff_site):
    assert bring(worker, "/field/sync", batch(worker), key="x").status_code == 403
    for body in ("", "[]", "{}", batch(worker, records=[]), batch(worker, tick=1)):
        assert bring(worker, "/field/sync", body).status_code == 422, body
    assert bring(worker, "/field/sync", b" " * 1_100_000).status_code == 413
    worker.session.cookies.clear()
    assert worker.session.post(worker.url + "/field/sync").status_code == 401
    assert staff_site[1].acts == []


def test_what_registry_says_is_told_as_it_is(worker, staff_site):
    staff_site[1].homes_problem = (422, "validation-failed")
    no = bring(worker, "/field/sync", batch(worker))
    assert (no.status_code, no.json()["code"]) == (422, "validation-failed")
    staff_site[1].homes_away = True
    assert bring(worker, "/field/sync", batch(worker)).status_code == 503
    assert worker.get("/field/pack").status == 503


def test_a_list_names_homes_and_little_else_and_says_whose_it_is_by_a_mark(worker):
    told = worker.get("/field/pack").page.json()
    assert told["owner"] == who(worker)["owner"]
    assert "wang" not in told["owner"]
    assert worker.session.cookies["mq-field"] == told["owner"]
    [home] = told["homes"]
    assert home.keys() == {"id", "address", "name", "planned_on", "visited_on"}
    assert (home["id"], home["visited_on"]) == (HOME, "")
    assert [each["code"] for each in told["kinds"]] == ["home"]
    assert worker.page.headers["Cache-Control"] == "private, no-store"
    worker.get("/desk").send("/sign-out")
    assert "mq-field" not in worker.session.cookies
    assert worker.page.headers.get("Clear-Site-Data") != '"storage"'


def test_the_pages_that_stay_hold_nobodys_data_and_change_with_the_language(colleague):
    shell = colleague.get("/field").page.text
    assert shell == colleague.get(f"/field/visit/{VISIT}").page.text.replace(
        f"back=/field/visit/{VISIT}", "back=/field"
    )
    kept = colleague.get("/field/sw.js")
    assert kept.page.headers["Service-Worker-Allowed"] == "/field"
    assert kept.page.headers["Cache-Control"] == "no-cache"
    first = kept.page.text.partition("\n")[0]
    assert colleague.get("/field/sw.js").page.text.partition("\n")[0] == first
    colleague.get("/lang/en?back=/field")
    assert colleague.get("/field/sw.js").page.text.partition("\n")[0] != first
    told = colleague.get("/field/manifest.webmanifest").page.json()
    assert (told["scope"], told["lang"]) == ("/field", "en")
    for icon in told["icons"]:
        content = colleague.get(icon["src"]).page.content
        assert content.startswith(b"\x89PNG"), icon


def test_a_photograph_of_a_visit_is_given_as_a_file_for_a_reason(worker, staff_site):
    one = f"/desk/visits/{VISIT}"
    worker.get(one)
    assert worker.send(f"{one}/photos/{PHOTO}").status == 422
    worker.get(one).send(f"{one}/photos/{PHOTO}", purpose="visit")
    assert worker.page.headers["Content-Type"] == "image/jpeg"
    assert worker.page.headers["Content-Disposition"].startswith("attachment;")
    assert worker.get(one).send(f"{one}/photos/xx", purpose="visit").status == 422
