"""Submitting by HTTP: what is answered, what is refused and leaves nothing."""

import re

import pytest

from intake.domain.tracking import PATTERN
from minqing_kernel.messages import Role
from services.intake.tests.builders import (
    COMMUNITY,
    DAY,
    NOON,
)

pytestmark = pytest.mark.integration

WAITING = {"category": None, "division_code": None, "organisation_id": COMMUNITY}
KEY = "4c0c6f0a-9f1e-4d0b-8a53-3a2d4a5b6c7d"
CONTACT = {"name": "周小某", "telephone": "138 0000 8000", "email": "zhou@example.org"}


@pytest.fixture
def submitted(door):
    return door.submit(contact=CONTACT, organisation_id=COMMUNITY).json


@pytest.fixture
def waiting(door):
    return door.submit(**WAITING).json


def rows(intake, table):
    return intake.database.rows(f"select 1 from {table}")


def code_of(result):
    assert result.headers["Content-Type"] == "application/problem+json"
    assert result.json["type"].startswith("urn:minqing:problem:")
    return result.json["type"].rpartition(":")[2]


def test_anyone_may_petition_by_the_web_and_gets_a_receipt(door):
    result = door.submit()
    assert result.status_code == 201
    assert result.headers["Location"] == f"/v1/petitions/{result.json['receipt']}"
    assert re.match(PATTERN, result.json["tracking_code"])
    assert result.json["state"] == "accepted"


def test_the_same_request_again_gets_the_same_answer(door):
    first, again = door.submit(KEY), door.submit(KEY)
    assert again.json == first.json
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"


def test_the_same_key_for_something_else_is_a_conflict(door, intake):
    door.submit(KEY)
    result = door.submit(KEY, text="别的事")
    assert (result.status_code, code_of(result)) == (409, "idempotency-key-reused")
    assert len(rows(intake, "petitions")) == 1


def test_two_callers_may_use_the_same_key(door):
    first = door.submit(KEY, token=door.token(Role.CLERK))
    second = door.submit(KEY)
    assert first.json["receipt"] != second.json["receipt"]


def test_without_a_token_a_key_is_long_enough_to_be_ones_own(door, intake):
    result = door.submit("k" * 15, headers={"Accept-Language": "en"})
    assert (result.status_code, code_of(result)) == (422, "validation-failed")
    [wrong] = result.json["errors"]
    assert (wrong["field"], wrong["code"]) == ("Idempotency-Key", "too-short")
    assert "16" in wrong["message"]
    assert not rows(intake, "petitions")
    assert door.submit("k" * 16).status_code == 201
    assert door.submit("k-1", token=door.token(Role.CLERK)).status_code == 201
    assert door.submit("k-1", token=door.token(Role.RESIDENT, None)).status_code == 201


ABSURD = [
    "0001-01-01T00:00:00+14:00",
    "1899-12-31T23:59:59+00:00",
    "9999-12-31T23:59:59-14:00",
]


@pytest.mark.parametrize("at", ABSURD)
@pytest.mark.parametrize(
    "path, field, body",
    [
        ("petitions", "received_at", {"text": "x", "channel": "letter"}),
        (
            "courtyard-meetings",
            "held_at",
            {
                "place": "院坝",
                "organisation_id": COMMUNITY,
                "matters": [{"text": "路灯不亮"}],
            },
        ),
        ("device-calls", "pressed_at", {"device_id": "yly-0001"}),
    ],
)
def test_a_moment_that_could_not_be_read_again_is_refused_by_name(
    door, intake, path, field, body, at
):
    result = door.call("POST", f"/v1/{path}", {**body, field: at}, token=door.token())
    assert (result.status_code, code_of(result)) == (422, "validation-failed")
    [wrong] = result.json["errors"]
    assert (wrong["field"], wrong["code"]) == (field, "moment-out-of-range")
    assert not rows(intake, "petitions")


@pytest.mark.parametrize(
    "raw, status, code",
    [
        (b"{", 400, "malformed-json"),
        (b"[1]", 422, "validation-failed"),
        (b'{"text": 7}', 422, "validation-failed"),
        (b'{"text": "a\\u0000b"}', 422, "validation-failed"),
        (b'{"text": "\\ud83d"}', 422, "validation-failed"),
        (b'{"text": "\xff\xfe"}', 400, "bad-encoding"),
        (b'{"text": "  "}', 422, "broken-petition"),
        (b'{"text": "x", "channel": "import"}', 422, "validation-failed"),
        (b'{"text": "x", "channel": "hotline"}', 403, "channel-not-allowed"),
        (b'{"text": "x", "category": "nothing"}', 422, "unknown-reference"),
        (b'{"text": "x", "organisation_id": "nobody"}', 422, "unknown-reference"),
        (b'{"text": "' + b"x" * 20_001 + b'"}', 422, "validation-failed"),
        (b'{"text": "' + b"x" * 300_000 + b'"}', 413, "payload-too-large"),
        (b"", 400, "body-missing"),
    ],
)
def test_bad_input_is_refused_by_name_and_leaves_nothing(
    door, intake, raw, status, code
):
    result = door.call("POST", "/v1/petitions", raw=raw)
    assert (result.status_code, code_of(result)) == (status, code)
    for table in ("petitions", "outbox", "timeline"):
        assert not rows(intake, table)


def test_twenty_thousand_characters_and_emoji_are_taken(door):
    assert door.submit(text="民" * 19_999 + "😀").status_code == 201


@pytest.mark.parametrize(
    "language, words",
    [("zh-CN", "没有这个分类"), ("zh-TW", "查無此分類"), ("en", "no such category")],
)
def test_a_wrong_field_is_named_in_the_callers_language(door, language, words):
    result = door.call(
        "POST",
        "/v1/petitions",
        {"text": "x", "category": "nothing"},
        headers={"Accept-Language": language},
    )
    [wrong] = result.json["errors"]
    assert (wrong["field"], wrong["code"]) == ("category", "unknown-category")
    assert words in wrong["message"]


@pytest.mark.parametrize("token", ["forged", "a.b.c", ""])
def test_a_forged_token_is_refused_even_where_none_is_needed(door, token):
    result = door.submit(token=token)
    assert result.status_code == 401


@pytest.mark.parametrize("channel", ["hotline", "window", "home-visit", "letter"])
def test_staff_write_down_what_comes_by_other_channels(door, channel):
    earlier = (NOON - DAY).isoformat()
    result = door.submit(token=door.token(), channel=channel, received_at=earlier)
    assert result.status_code == 201
    assert result.json["received_at"] == earlier


def test_a10_a_courtyard_meeting_brings_a_receipt_for_each_matter(door):
    body = {
        "held_at": NOON.isoformat(),
        "place": "金科苑小区院坝",
        "organisation_id": COMMUNITY,
        "matters": [
            {"text": "路灯不亮", "category": "street-lighting", "contact": CONTACT},
            {"text": "想要长椅"},
        ],
    }
    headers = {"Idempotency-Key": "meeting-1"}
    first, again = (
        door.call(
            "POST", "/v1/courtyard-meetings", body, token=door.token(), headers=headers
        )
        for _ in range(2)
    )
    assert first.status_code == 201
    assert [each["state"] for each in first.json["petitions"]] == [
        "accepted",
        "received",
    ]
    assert again.json == first.json
    assert again.headers["Idempotent-Replayed"] == "true"


def test_a_meeting_with_one_bad_matter_leaves_nothing(door, intake):
    body = {
        "held_at": NOON.isoformat(),
        "place": "院坝",
        "organisation_id": COMMUNITY,
        "matters": [{"text": "路灯不亮"}, {"text": "x", "category": "nothing"}],
    }
    result = door.call("POST", "/v1/courtyard-meetings", body, token=door.token())
    assert result.status_code == 422
    assert not rows(intake, "petitions")


def test_d20_a_device_that_calls_twice_is_heard_once(door, intake):
    body = {
        "device_id": "yly-0001",
        "pressed_at": NOON.isoformat(),
        "organisation_id": COMMUNITY,
        "telephone": "13800008000",
    }
    token = door.token(Role.OPS, None)
    first = door.call("POST", "/v1/device-calls", body, token=token)
    again = door.call("POST", "/v1/device-calls", body, token=token)
    assert first.status_code == 201
    assert again.json == first.json
    assert len(rows(intake, "petitions")) == 1
