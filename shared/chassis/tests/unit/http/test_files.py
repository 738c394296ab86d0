"""Bodies that are files, and answers that go out piece by piece."""

import pytest

from minqing_chassis.http.route import PUBLIC, Reply, Route
from shared.chassis.tests.unit.http.knocking import problem

pytestmark = pytest.mark.unit

CSV = "text/csv"


def test_a_file_is_taken_as_it_is(door):
    it = door(takes=(CSV,))
    assert it.post(b"\xff\x00,1", "Text/CSV; charset=gb18030").status_code == 200
    assert it.seen[0].raw_body == b"\xff\x00,1"
    assert it.seen[0].body == {}


def test_a_file_of_another_type_an_empty_one_and_one_too_large_are_refused(door):
    it = door(takes=(CSV,), body_limit=3)
    assert it.post(b"1", "application/json").status_code == 415
    assert it.post(b"1", "").status_code == 415
    problem(it.post(b"", CSV), 400, "file-missing")
    assert it.post(b"1234", CSV).status_code == 413
    assert not it.seen


def test_the_document_says_which_files_are_taken(door):
    described = door(takes=(CSV,)).client.simulate_get("/openapi.json").json
    operation = described["paths"]["/it"]["post"]
    file = {"schema": {"type": "string", "format": "binary"}}
    assert operation["requestBody"] == {"required": True, "content": {CSV: file}}
    assert {"400", "413", "415", "422"} <= operation["responses"].keys()


def test_a_get_takes_no_file():
    with pytest.raises(ValueError, match="no body"):
        Route(
            method="GET",
            path="/it",
            operation=lambda _: Reply(),
            summary="试验",
            roles=PUBLIC,
            takes=(CSV,),
        )


def test_an_answer_may_go_out_piece_by_piece(door):
    it = door(lambda _: Reply(iter([b"1,", b"2"])), method="GET", media_type=CSV)
    answer = it.call()
    assert (answer.content, answer.headers["content-type"]) == (b"1,2", CSV)
