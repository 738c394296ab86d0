"""Photographs of visits over HTTP, and the homes on one's list (C-26, A-07)."""

import io
import time
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from PIL import Image

from registry.domain.visits.photo import Photo
from registry.entrypoints.privacy.cli import forget_photos
from services.registry.tests.builders import (
    COMMUNITY,
    OTHER,
    STREET,
    TODAY,
    record_duty,
    record_household,
    record_resident,
    record_staff,
)
from services.registry.tests.visit_builders import a_home, an_account, record_visit

pytestmark = pytest.mark.integration

VISITOR = ("handler", COMMUNITY, "wang-li")
COLLEAGUE = ("handler", COMMUNITY, "li-na")
HEAD = ("supervisor", STREET)
HOME, VISIT, NEXT = UUID(int=7), UUID(int=9), UUID(int=12)
FULL = "?purpose=visit"


def a_photograph(colour=(9, 99, 9)):
    paper, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "of a telephone"
    Image.new("RGB", (40, 30), colour).save(paper, "JPEG", exif=exif.tobytes())
    return paper.getvalue()


SENT = a_photograph()
HASH = sha256(SENT).hexdigest()


@pytest.fixture
def visited(say):
    for command in [record_staff(), record_staff("li-na"), record_household(HOME)]:
        say(command)
    seen = Photo(name="1.jpg", sha256=HASH, size=len(SENT))
    for visit in (VISIT, NEXT):
        say(record_visit(an_account(subjects=[a_home(HOME)], photos=[seen]), visit))


def put(call, who=VISITOR, visit=VISIT, name=HASH, body=SENT):
    path = f"/v1/visits/{visit}/photos/{name}"
    return call("PUT", path, who, body=body, media_type="image/jpeg")


def test_c26_a_photograph_comes_after_its_visit_once_and_bare(call, parts, visited):
    assert [put(call).status_code for _ in range(2)] == [200, 200]
    assert put(call, body=SENT + b"x").status_code == 422
    assert put(call, name="x").status_code == 422
    assert put(call, COLLEAGUE).status_code == 403
    assert put(call, HEAD).status_code == 403
    assert put(call, visit=uuid4()).status_code == 404
    other = b"\x89PNG"
    said = put(call, name=sha256(other).hexdigest(), body=other)
    assert said.status_code == 422, said.text
    other = a_photograph((200, 9, 9))
    said = put(call, name=sha256(other).hexdigest(), body=other)
    assert said.json["errors"][0]["code"] == "not-named", said.text
    rows = parts.database.rows("select * from visit_photos")
    assert [(row["visit_id"], row["kept_by"]) for row in rows] == [(VISIT, "wang-li")]
    assert parts.orphans.run(lambda: time.time() + 2 * 86_400) == 0
    assert len(list(parts.settings.pictures_dir.rglob("*.sealed"))) == 1


def test_c26_a_photograph_is_fetched_for_a_purpose_by_who_may_see_the_visit(
    call, parts, visited
):
    put(call)
    one = f"/v1/visits/{VISIT}/photos/{HASH}"
    file = call("GET", one + FULL, VISITOR)
    assert (file.status_code, file.content[:2]) == (200, b"\xff\xd8"), file.text
    assert b"of a telephone" not in file.content
    assert file.headers["content-disposition"].startswith("attachment;")
    looks = parts.database.rows("select * from access_log where purpose = 'visit'")
    assert len(looks) == 1
    assert call("GET", one, VISITOR).status_code == 422
    assert call("GET", one + FULL, ("supervisor", OTHER)).status_code == 403
    not_here = f"/v1/visits/{NEXT}/photos/{HASH}"
    assert call("GET", not_here + FULL, VISITOR).status_code == 404


def test_a_file_is_gone_when_nothing_has_it_any_more(call, parts, visited):
    put(call)
    put(call, visit=NEXT)
    assert parts.visit_photos.files_of(VISIT) == []
    parts.visit_photos.drop(VISIT)
    assert parts.visit_photos.digest_of(VISIT, HASH) is None
    project = f"/v1/pictures/{uuid4()}?project={uuid4()}&kind=survey"
    asked = f"{project}&organisation={COMMUNITY}"
    call("PUT", asked, VISITOR, body=SENT, media_type="image/jpeg")
    assert parts.visit_photos.files_of(NEXT) == []
    parts.database.rows("delete from pictures")
    assert parts.visit_photos.left() == []
    said = "update visits set sealed = null where visit_id = :id returning visit_id"
    parts.database.rows(said, id=NEXT)
    # Stopped here, the next run goes on: what is left is found by its rows.
    assert parts.visit_photos.left() == [NEXT]
    forget_photos(parts)
    assert parts.visit_photos.left() == []
    assert list(parts.settings.pictures_dir.rglob("*.sealed")) == []


def test_a07_ones_own_homes_are_listed_masked_what_is_planned_first(
    call, parts, say, visited
):
    there, mine = uuid4(), uuid4()
    say(record_household(there, address="桃花巷9号2单元"))
    say(record_household(mine, address="金科苑东街65号3单元"))
    say(record_resident(uuid4(), household_id=there))
    tied = {"scope_kind": "household", "scope_id": str(mine)}
    say(record_duty(duty="social-worker", **tied))
    plan = {"staff_id": "wang-li", "kind": "home", "reason": "weekly"}
    plan |= {"first_on": TODAY.isoformat(), "last_on": TODAY.isoformat()}
    plan |= {"subjects": [{"kind": "household", "id": str(there)}]}
    made = call("PUT", f"/v1/visit-plans/{uuid4()}", HEAD, plan)
    assert made.status_code == 200, made.text
    items = call("GET", "/v1/my-homes", VISITOR).json["items"]
    assert [each["household_id"] for each in items] == [str(there), str(mine)]
    assert items[0]["planned_on"] == TODAY.isoformat()
    assert items[0]["name"] == "白**"
    assert items[0]["address"].endswith("***")
    assert "9号" not in items[0]["address"]
    whole = call("GET", "/v1/my-homes?purpose=visit", VISITOR).json["items"]
    assert [each["address"] for each in whole][:1] == ["桃花巷9号2单元"]
    looks = parts.database.rows("select * from access_log where purpose = 'visit'")
    assert len(looks) == 2
    assert call("GET", "/v1/my-homes?purpose=x", VISITOR).status_code == 422
    assert call("GET", "/v1/my-homes?limit=1", VISITOR).json["items"] == items[:1]
    assert call("GET", "/v1/my-homes", COLLEAGUE).json["items"] == []
    assert call("GET", "/v1/my-homes", ("handler", None)).status_code == 403
