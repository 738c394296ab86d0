"""Bad input is refused in the caller's words; nothing is written, nothing is told."""

import json
import time
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import jwt
import psycopg2
import pytest
import requests

from minqing_local.keys import keys_in
from tests.e2e.town import CATEGORY, COMMUNITY, PLACE

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

GOOD = {"text": "路灯坏了。", "category": CATEGORY, "division_code": PLACE}
COUNTS = """
select (select count(*) from petitions), (select count(*) from timeline),
       (select count(*) from outbox)
"""


class Intake:
    """Intake's door as a careless or hostile caller uses it, and its database."""

    def __init__(self, agency):
        self.url = agency.url("intake")
        self.database = agency.admin_database_url("intake")

    def post(self, raw, *, path="/v1/petitions", kind="application/json", **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers["Content-Type"] = kind
        if isinstance(raw, dict):
            raw = json.dumps(raw).encode()
        return requests.post(self.url + path, data=raw, headers=headers, timeout=30)

    def rows(self):
        """Return how many petitions, timeline rows and outbox rows there are."""
        connection = psycopg2.connect(self.database)
        try:
            with connection.cursor() as cursor:
                cursor.execute(COUNTS)
                return cursor.fetchone()
        finally:
            connection.close()

    def settled_rows(self):
        """Return the counts once the relay has sent what it had to send."""
        deadline = time.monotonic() + 30
        while (rows := self.rows())[2]:
            assert time.monotonic() < deadline, "the outbox does not empty"
            time.sleep(0.05)
        return rows


@pytest.fixture
def intake(agency, town):
    """The door; after the test the database must hold what it held before."""
    door = Intake(agency)
    before = door.settled_rows()
    yield door
    assert door.rows() == before


def problem(answer, status, code):
    """Check that an answer is a problem of RFC 9457, of that type; return it."""
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["type"] == f"urn:minqing:problem:{code}"
    assert said["status"] == status
    assert said["title"]
    assert said["instance"] == f"urn:uuid:{answer.headers['X-Correlation-Id']}"
    return said


def fields_of(said):
    return {error["field"]: error["code"] for error in said["errors"]}


MALFORMED = {
    "half an object": b'{"text": "x"',
    "no JSON at all": "路灯坏了".encode(),
    "two documents": b'{"text": "x"}{"text": "y"}',
    "a number that is none": b'{"text": NaN}',
    "nested without end": b"[" * 100_000,
}


@pytest.mark.parametrize("raw", MALFORMED.values(), ids=MALFORMED)
def test_malformed_json_is_refused(intake, raw):
    problem(intake.post(raw), 400, "malformed-json")


def test_an_empty_body_is_refused(intake):
    problem(intake.post(b""), 400, "body-missing")


HALF_BROKEN = {
    "a cut character": '{"text": "路灯坏了"}'.encode()[:-3] + b'"}',
    "GBK": '{"text": "征集到的居民意见"}'.encode("gbk"),
    "Big5": '{"text": "路燈壞了很久"}'.encode("big5"),
    "overlong": b'{"text": "\xc0\xaf"}',
    "a lone surrogate in UTF-8": b'{"text": "\xed\xa0\x80"}',
}


@pytest.mark.parametrize("raw", HALF_BROKEN.values(), ids=HALF_BROKEN)
def test_half_broken_encodings_are_refused(intake, raw):
    problem(intake.post(raw), 400, "bad-encoding")


UNSTORABLE = {
    "NUL": b'{"text": "a\\u0000b"}',
    "a lone surrogate": b'{"text": "\\ud800"}',
    "half an emoji": b'{"text": "\\ud83d!"}',
}


@pytest.mark.parametrize("raw", UNSTORABLE.values(), ids=UNSTORABLE)
def test_what_no_database_can_keep_is_refused_by_field(intake, raw):
    said = problem(intake.post(raw), 422, "validation-failed")
    assert fields_of(said) == {"text": "unreadable"}


WRONG_TYPES = {
    "a list for the whole": (b"[]", {"": "not-an-object"}),
    "a number for a text": (b'{"text": 5}', {"text": "not-a-string"}),
    "null for a text": (b'{"text": null}', {"text": "null"}),
    "nothing for a text": (b"{}", {"text": "required"}),
    "an empty text": (b'{"text": ""}', {"text": "length-between"}),
    "a text for a contact": (
        b'{"text": "x", "contact": "me"}',
        {"contact": "not-an-object"},
    ),
    "a bad address": (
        b'{"text": "x", "contact": {"email": "at"}}',
        {"contact.email": "not-an-email"},
    ),
    "an unknown field": (b'{"text": "x", "txt": 1}', {"txt": "unknown-field"}),
    "an unknown channel": (
        b'{"text": "x", "channel": "pigeon"}',
        {"channel": "not-one-of"},
    ),
    "a time without zone": (
        b'{"text": "x", "received_at": "2026-01-01T00:00:00"}',
        {"received_at": "time-zone-needed"},
    ),
}


@pytest.mark.parametrize(
    ("raw", "expected"), WRONG_TYPES.values(), ids=WRONG_TYPES.keys()
)
def test_wrong_types_are_named_field_by_field(intake, raw, expected):
    said = problem(intake.post(raw), 422, "validation-failed")
    assert fields_of(said) == expected


def test_a_body_beyond_the_limit_is_refused_whole(intake):
    raw = json.dumps(GOOD | {"text": "路" * 300_000}).encode()
    problem(intake.post(raw), 413, "payload-too-large")


def test_a_text_of_more_than_20000_characters_is_refused(intake):
    said = problem(
        intake.post(GOOD | {"text": "路" * 20_001}), 422, "validation-failed"
    )
    assert list(fields_of(said)) == ["text"]


def test_another_content_type_is_refused(intake):
    answer = intake.post(b"text=hello", kind="application/x-www-form-urlencoded")
    problem(answer, 415, "unsupported-media-type")


def test_an_unknown_category_and_an_unknown_organisation_are_both_named(intake):
    bad = GOOD | {"category": "no-such", "organisation_id": "no-such"}
    said = problem(intake.post(bad), 422, "unknown-reference")
    assert fields_of(said) == {
        "category": "unknown-category",
        "organisation_id": "unknown-organisation",
    }


LANGUAGES = {
    None: "zh-CN",
    "zh-CN": "zh-CN",
    "zh-TW,zh;q=0.8": "zh-TW",
    "en-GB,en;q=0.9": "en",
    "fr": "zh-CN",
}


@pytest.mark.parametrize(("asked", "given"), LANGUAGES.items())
def test_a_refusal_speaks_the_callers_language(intake, asked, given):
    headers = {} if asked is None else {"Accept-Language": asked}
    answer = intake.post({"text": 5}, **headers)
    said = problem(answer, 422, "validation-failed")
    assert answer.headers["Content-Language"] == given
    (error,) = said["errors"]
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in error["message"])
    assert chinese is (given != "en")
    assert error["message"] != error["code"]


def test_simplified_and_traditional_refusals_differ(intake):
    simplified = intake.post(b"{}", Accept_Language="zh-CN").json()
    traditional = intake.post(b"{}", Accept_Language="zh-TW").json()
    assert simplified["title"] != traditional["title"]


@pytest.fixture
def claims():
    """What a good token of the agency's says."""
    return {
        "sub": "e2e-clerk",
        "role": "clerk",
        "org": COMMUNITY,
        "iss": "demo",
        "aud": "minqing",
        "exp": int((datetime.now(UTC) + timedelta(hours=1)).timestamp()),
    }


def signed(claims, key_file):
    return jwt.encode(claims, key_file.read_bytes(), algorithm="EdDSA")


def with_token(intake, token):
    return intake.post(GOOD, Authorization=f"Bearer {token}")


def test_an_expired_token_is_refused_even_where_none_is_needed(intake, agency, claims):
    past = claims | {"exp": int(time.time()) - 3600}
    token = signed(past, agency.keys.jwt_private)
    problem(with_token(intake, token), 401, "token-expired")


def test_a_token_signed_by_anothers_key_is_refused(intake, tmp_path, claims):
    forged = signed(claims, keys_in(tmp_path).jwt_private)
    answer = with_token(intake, forged)
    problem(answer, 401, "token-invalid")
    assert "invalid_token" in answer.headers["WWW-Authenticate"]


FORGERIES = {
    "of another agency": {"iss": "elsewhere"},
    "for another audience": {"aud": "somebody"},
    "in the role of the system": {"role": "system"},
    "in a role there is not": {"role": "king"},
    "of nobody": {"sub": ""},
}


@pytest.mark.parametrize("lie", FORGERIES.values(), ids=FORGERIES)
def test_a_token_that_says_too_much_is_refused(intake, agency, claims, lie):
    token = signed(claims | lie, agency.keys.jwt_private)
    problem(with_token(intake, token), 401, "token-invalid")


def test_an_unsigned_token_is_refused(intake, claims):
    token = jwt.encode(claims, None, algorithm="none")
    problem(with_token(intake, token), 401, "token-invalid")


def test_a_token_signed_with_the_public_key_as_a_secret_is_refused(
    intake, agency, claims
):
    header = {"alg": "HS256", "typ": "JWT"}
    import base64
    import hmac

    def part(value):
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=")

    said = part(header) + b"." + part(claims)
    secret = agency.keys.jwt_public.read_bytes()
    mark = base64.urlsafe_b64encode(hmac.digest(secret, said, "sha256")).rstrip(b"=")
    token = (said + b"." + mark).decode()
    problem(with_token(intake, token), 401, "token-invalid")


def test_a_channel_of_the_staff_is_closed_to_the_public(intake):
    answer = intake.post(GOOD | {"channel": "hotline"})
    problem(answer, 403, "channel-not-allowed")


def test_unknown_paths_and_methods_are_problems_too(intake):
    answer = intake.post(GOOD, path="/v1/nothing-here")
    problem(answer, 404, "not-found")
    answer = requests.delete(intake.url + "/v1/petitions", timeout=30)
    problem(answer, 405, "method-not-allowed")


# -- what is written once, and only once ---------------------------------------------


@pytest.fixture
def open_intake(agency, town):
    """The door, for tests that do write."""
    return Intake(agency)


def test_the_same_key_and_body_give_the_same_answer_and_one_petition(open_intake):
    key = str(uuid4())
    before = open_intake.rows()
    first = open_intake.post(GOOD, Idempotency_Key=key)
    second = open_intake.post(GOOD, Idempotency_Key=key)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert "Idempotent-Replayed" not in first.headers
    assert second.headers["Idempotent-Replayed"] == "true"
    assert open_intake.rows()[0] == before[0] + 1


def test_a_key_replayed_with_another_body_is_refused(open_intake):
    key = str(uuid4())
    assert open_intake.post(GOOD, Idempotency_Key=key).status_code == 201
    before = open_intake.settled_rows()
    other = open_intake.post(GOOD | {"text": "另一件事。"}, Idempotency_Key=key)
    problem(other, 409, "idempotency-key-reused")
    assert open_intake.rows() == before


def test_an_overlong_key_is_refused(intake):
    answer = intake.post(GOOD, Idempotency_Key="k" * 256)
    problem(answer, 400, "idempotency-key-invalid")


KEPT = {
    "emoji": "路灯坏了😀👨‍👩‍👧‍👦🇨🇳，请尽快修。",
    "rare characters": "𠮷野家门口的𡌛道",
    "right to left": "مصباح معطل في الشارع",
    "half-width and full-width": "ＡＢＣ１２３ ABC123　（一）",
    "20,000 characters": "路" * 20_000,
    "SQL": "'; drop table petitions; --",
    "a template": "{name} %(x)s ${y} {{z}}",
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_every_text_that_can_be_kept_is_kept_as_it_was_said(walker, text):
    matter = walker.submit(text=text)
    path = f"/v1/petitions/{matter.receipt}"
    seen = walker.stage.ask("intake", "GET", path, by=walker.town.clerk)
    assert seen["staff"]["text"] == text
