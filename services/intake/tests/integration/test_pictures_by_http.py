"""Pictures that come with a petition: sent by its code, seen by its desk, logged."""

import io
import time
from base64 import b64decode
from datetime import timedelta
from hashlib import sha256

import pikepdf
import pytest
from PIL import Image

from services.intake.tests.builders import COMMUNITY, OTHER_COMMUNITY, STREET

pytestmark = pytest.mark.integration


def a_photograph(colour=(9, 99, 9)) -> bytes:
    exif, paper = Image.Exif(), io.BytesIO()
    exif[0x010F] = "Telephone of 冯某"
    exif.get_ifd(0x8825).update(
        {1: "N", 2: (30.0, 41.0, 23.6), 3: "E", 4: (104.0, 2.0, 27.6)}
    )
    Image.new("RGB", (8, 6), colour).save(paper, "JPEG", exif=exif.tobytes())
    return paper.getvalue()


SENT = a_photograph()


def send(door, said, raw=SENT, code=None, token=None, **headers):
    path = f"/v1/petitions/{said['receipt']}/pictures/{sha256(raw).hexdigest()}"
    headers = {"Content-Type": "image/jpeg", **headers}
    if token is None:
        headers["Tracking-Code"] = said["tracking_code"] if code is None else code
    return door.call("PUT", path, raw=raw, token=token, headers=headers)


def look(door, said, token, raw=SENT, purpose="case-handling"):
    path = f"/v1/petitions/{said['receipt']}/pictures/{sha256(raw).hexdigest()}"
    return door.call("GET", f"{path}?purpose={purpose}", token=token)


@pytest.fixture
def said(door):
    return door.submit(organisation_id=COMMUNITY).json


def files_of(intake):
    """Return the files of pictures; beside each lies a small one."""
    files = list(intake.settings.pictures_dir.rglob("*.sealed"))
    small = intake.database.rows("select small from petition_pictures")
    named = {each["small"] for each in small}
    return [each for each in files if each.stem not in named]


def test_a_picture_comes_by_the_code_once_bare_and_sealed(door, intake, said):
    for _ in range(2):
        assert send(door, said).status_code == 200
    token = door.token()
    path = f"/v1/petitions/{said['receipt']}"
    [told] = door.call("GET", f"{path}/pictures", token=token).json["items"]
    assert (told["own"], told["has_place"]) == (True, False)
    assert (
        door.call("GET", f"{path}?code={said['tracking_code']}").json["pictures"] == 1
    )
    [file] = files_of(intake)
    assert b"\xff\xd8" not in file.read_bytes()
    seen = look(door, said, token)
    assert b"Exif" not in seen.content
    assert Image.open(io.BytesIO(seen.content)).size == (8, 6)


def test_it_is_given_as_a_file_that_nothing_runs_and_the_look_is_logged(
    door, intake, said
):
    send(door, said)
    seen = look(door, said, door.token(subject="wang.min"), purpose="visit")
    assert seen.headers["Content-Disposition"].startswith("attachment;")
    assert seen.headers["X-Content-Type-Options"] == "nosniff"
    [row] = intake.database.rows("select * from access_log")
    assert (row["actor"], row["purpose"]) == ("wang.min", "visit")
    assert row["fields"] == ["picture"]
    assert look(door, said, door.token(), purpose="").status_code == 422
    other = look(door, said, door.token(), raw=b"another")
    assert other.status_code == 404
    assert len(intake.database.rows("select * from access_log")) == 1


def test_nobody_without_the_code_or_of_another_unit_sends_or_sees(door, intake, said):
    assert send(door, said, code="0000-0000").status_code == 404
    assert send(door, said, code="").status_code == 422
    elsewhere = door.token(organisation=OTHER_COMMUNITY)
    assert send(door, said, token=elsewhere).status_code == 403
    send(door, said)
    assert look(door, said, elsewhere).status_code == 403
    assert look(door, said, None).status_code == 401
    assert len(files_of(intake)) == 1
    assert (
        send(door, said, a_photograph((1, 1, 1)), token=door.token()).status_code == 200
    )
    path = f"/v1/petitions/{said['receipt']}/pictures"
    told = door.call("GET", path, token=door.token(organisation=STREET)).json["items"]
    assert sorted(each["own"] for each in told) == [False, True]


def test_where_it_was_taken_stays_only_by_the_senders_wish(door, said):
    send(door, said, **{"Keep-Place": "true"})
    seen = look(door, said, door.token()).content
    exif = Image.open(io.BytesIO(seen)).getexif()
    assert set(exif) == {0x8825}
    assert exif.get_ifd(0x8825)[1] == "N"


@pytest.mark.parametrize("raw", [b"", b"<script>alert(1)</script>", b"%PDF-1.7"])
def test_what_is_no_picture_is_refused_and_not_kept(door, intake, said, raw):
    answer = send(door, said, raw)
    assert answer.status_code in {400, 422}, answer.text
    assert files_of(intake) == []


def test_while_its_place_is_away_none_is_written_down_and_later_it_is_taken(
    door, intake, said
):
    place = intake.settings.pictures_dir
    place.touch()  # a file stands where the folder would be
    answer = send(door, said)
    assert answer.status_code == 503
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert int(answer.headers["Retry-After"]) > 0
    assert intake.database.rows("select * from petition_pictures") == []
    place.unlink()
    assert send(door, said).status_code == 200
    place.rename(place.with_name("elsewhere"))
    place.touch()
    assert look(door, said, door.token()).status_code == 503


def test_a_picture_whose_name_is_another_ones_is_refused(door, said):
    path = f"/v1/petitions/{said['receipt']}/pictures/{'0' * 64}"
    headers = {"Tracking-Code": said["tracking_code"], "Content-Type": "image/jpeg"}
    assert door.call("PUT", path, raw=SENT, headers=headers).status_code == 422


def test_of_what_ended_they_go_with_their_time_and_of_what_is_open_never(
    door, intake, said, steered
):
    other = door.submit(text="另一件事", category=None).json
    send(door, said)
    send(door, other)
    body = {"code": other["tracking_code"]}
    path = f"/v1/petitions/{other['receipt']}/withdraw"
    assert door.call("POST", path, body).status_code == 200
    now = steered.now() + timedelta(days=730, seconds=1)
    soon = time.time() + 2 * 86_400
    assert intake.orphans.run(lambda: soon) == 0
    assert intake.pictures.let_go(now - timedelta(days=1), 730) == 0
    assert intake.pictures.let_go(now, 730) == 1
    left = intake.database.rows("select petition_id from petition_pictures")
    assert [str(row["petition_id"]) for row in left] == [said["petition_id"]]
    assert len(files_of(intake)) == 1


def a_paper(pages=2) -> bytes:
    paper, told = pikepdf.Pdf.new(), io.BytesIO()
    for _ in range(pages):
        paper.add_blank_page()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("evil"))
    paper.Root.OpenAction = paper.make_indirect(script)
    paper.save(told, compress_streams=False)
    return told.getvalue()


def test_a_paper_comes_without_what_acts_and_is_given_as_a_file(door, intake, said):
    raw = a_paper()
    for _ in range(2):
        assert send(door, said, raw, **{"Content-Type": "application/pdf"}).status_code
    path = f"/v1/petitions/{said['receipt']}/pictures"
    [told] = door.call("GET", path, token=door.token()).json["items"]
    assert (told["media_type"], told["pages"]) == ("application/pdf", 2)
    seen = look(door, said, door.token(), raw)
    assert seen.headers["Content-Type"] == "application/pdf"
    assert seen.headers["Content-Disposition"].endswith('.pdf"')
    assert seen.headers["X-Content-Type-Options"] == "nosniff"
    assert b"evil" in raw and b"JavaScript" not in seen.content
    [row] = intake.database.rows("select fields from access_log")
    assert row["fields"] == ["picture"]


def test_how_long_a_paper_may_be_is_the_places_rule_and_it_is_told(door, intake, said):
    told = door.call("GET", "/v1/channels").json["papers"]
    assert told == {"mib": 10, "pages": 30}
    refused = send(door, said, a_paper(31))
    assert (refused.status_code, refused.json["type"]) == (
        422,
        "urn:minqing:problem:paper-refused",
    )
    assert refused.json["errors"][0]["message"] == "页数太多"
    assert files_of(intake) == []


def test_all_are_seen_in_small_by_one_look_and_the_small_ones_go_with_them(
    door, intake, said, steered
):
    paper, photo = io.BytesIO(), Image.new("RGB", (1200, 900), (9, 99, 9))
    photo.save(paper, "JPEG")
    for raw in (paper.getvalue(), a_paper()):
        assert send(door, said, raw, **{"Keep-Place": "true"}).status_code == 200
    path = f"/v1/petitions/{said['receipt']}/small-pictures?purpose=visit"
    [told] = door.call("GET", path, token=door.token(subject="wang.min")).json["items"]
    seen = Image.open(io.BytesIO(b64decode(told["jpeg"])))
    assert (seen.format, seen.size) == ("JPEG", (320, 240))
    [row] = intake.database.rows("select actor, purpose, fields from access_log")
    assert list(row.values()) == ["wang.min", "visit", ["small-pictures"]]
    elsewhere = door.token(organisation=OTHER_COMMUNITY)
    assert door.call("GET", path, token=elsewhere).status_code == 403
    silent = door.call("GET", path.removesuffix("visit"), token=door.token())
    assert silent.status_code == 422
    soon = time.time() + 2 * 86_400
    assert intake.orphans.run(lambda: soon) == 0
    intake.database.rows("update petitions set state = 'withdrawn'")
    assert intake.pictures.let_go(steered.now() + timedelta(days=731), 730) == 2
    assert list(intake.settings.pictures_dir.rglob("*.sealed")) == []
