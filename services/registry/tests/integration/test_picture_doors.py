"""Pictures of projects over HTTP (C-22): drawn anew, sealed, for staff of the place."""

import io
from dataclasses import replace
from uuid import uuid4

import pytest
from PIL import Image

from services.registry.tests.builders import COMMUNITY, OTHER, STREET
from services.registry.tests.integration.conftest import knocking

pytestmark = pytest.mark.integration

HANDLER = ("handler", COMMUNITY)
HEAD = ("supervisor", STREET)
FAR = ("supervisor", OTHER)
SCRIPT = b"<script>alert(1)</script>"


def a_photograph(colour=(9, 99, 9)) -> bytes:
    paper, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "of a telephone"
    Image.new("RGB", (40, 30), colour).save(paper, "JPEG", exif=exif.tobytes())
    return paper.getvalue() + SCRIPT


def test_c22_a_picture_of_what_was_built_is_kept_bare_and_shown_to_the_place(
    call, parts, say
):
    project, one = uuid4(), f"/v1/pictures/{uuid4()}"
    asked = f"?project={project}&kind=completion&organisation="
    sent = {"body": a_photograph(), "media_type": "image/jpeg"}
    assert call("PUT", one + asked + COMMUNITY, FAR, **sent).status_code == 403
    assert call("PUT", one + asked + "nobody", HEAD, **sent).status_code == 403
    for _ in range(2):
        kept = call("PUT", one + asked + COMMUNITY, HANDLER, **sent)
        assert kept.status_code == 200, kept.text
    assert (kept.json["width"], kept.json["height"]) == (40, 30)
    other = sent | {"body": a_photograph((1, 2, 3))}
    assert call("PUT", one + asked + COMMUNITY, HANDLER, **other).status_code == 409
    assert len(list(parts.settings.pictures_dir.rglob("*.sealed"))) == 1
    listed = f"/v1/pictures?project={project}"
    assert call("GET", listed, HEAD).json["items"] == [kept.json]
    assert call("GET", listed, FAR).json["items"] == []
    file = call("GET", one + "/file", HEAD)
    assert (file.headers["content-type"], file.content[:2]) == (
        "image/jpeg",
        b"\xff\xd8",
    )
    assert file.headers["content-disposition"].startswith("attachment;")
    assert file.headers["x-content-type-options"] == "nosniff"
    assert SCRIPT not in file.content
    assert b"of a telephone" not in file.content
    assert call("GET", one + "/file", FAR).status_code == 403
    assert call("GET", f"/v1/pictures/{uuid4()}/file", HEAD).status_code == 404
    told = [
        row["r"] for row in parts.database.rows("select o::text as r from outbox o")
    ]
    [event] = [each for each in told if "registry.picture.kept.v1" in each]
    assert kept.json["digest"] not in event


def test_c22_what_is_no_picture_is_refused_and_no_file_is_left(call, parts, keys, say):
    one = f"/v1/pictures/{uuid4()}?project={uuid4()}&kind=survey&organisation="
    sent = {"body": SCRIPT, "media_type": "image/jpeg"}
    said = call("PUT", one + COMMUNITY, HANDLER, **sent)
    assert said.status_code == 422, said.text
    assert said.json["type"].endswith(":picture-refused")
    assert said.json["errors"][0]["code"] == "not-a-picture"
    empty = call("PUT", one + COMMUNITY, HANDLER, **sent | {"body": b""})
    assert empty.status_code == 400
    assert not list(parts.settings.pictures_dir.rglob("*.sealed"))
    nowhere = knocking(replace(parts, picture_store=None), keys)
    sent = {"body": a_photograph(), "media_type": "image/jpeg"}
    assert nowhere("PUT", one + COMMUNITY, HANDLER, **sent).status_code == 409
