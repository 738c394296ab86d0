"""Texts at the door: tried out, written, let out by another, and then sent."""

from datetime import timedelta
from uuid import uuid4

import pytest

from minqing_chassis.database import Database
from minqing_kernel.messages import Role
from notify.adapters.letters import LANGUAGES
from notify.adapters.sending import names
from notify.adapters.sending.names import UnitNames
from notify.adapters.sending.text_drafts import SqlTextDrafts
from notify.adapters.sending.texts import FRESH_SECONDS, TextBook
from notify.application.ports import Contact
from notify.domain.notice import Audience
from notify.domain.sending.means import Means
from services.notify.tests.builders import NOON, a_notice
from services.notify.tests.integration.test_errand_doors import door  # noqa: F401
from services.notify.tests.promises import put_in

pytestmark = pytest.mark.integration

ONE = "/v1/texts/assigned.petitioner/{}/zh-CN"
WORDS = {"subject": "您好：{receipt}", "body": "{name}，{due_on} 前答复。{inbox_link}"}
DRAFTS = "/v1/text-drafts"


def texts(replaces=0, **said):
    return [
        WORDS | {"language": language, "replaces": replaces} | said
        for language in LANGUAGES
    ]


def propose(door, means="any", replaces=0, *, draft=None, day="2020-01-01", **said):  # noqa: F811
    body = {"template": "assigned.petitioner", "means": means, "valid_from": day}
    path = f"{DRAFTS}/{draft or uuid4()}"
    body |= {"texts": texts(replaces, **said)}
    return door.ask("PUT", path, role=Role.OPS, json=body)


def edit(door, *args, **said):  # noqa: F811
    """Let one write a text, and another agree."""
    draft = propose(door, *args, **said).json["draft_id"]
    return approve(door, draft)


def approve(door, draft, who="head"):  # noqa: F811
    path = f"{DRAFTS}/{draft}/approve"
    return door.ask("POST", path, role=Role.SUPERVISOR, who=who)


def written(door, means=None):  # noqa: F811
    notice = a_notice(audience=Audience.PETITIONER)
    door.parts.sending.book._read_at = None
    return door.parts.sending.letters.compose(notice, Contact(name="冯一"), means)


def test_a_text_is_sent_once_another_agreed_and_keeps_its_history(door):  # noqa: F811
    draft = propose(door).json["draft_id"]
    assert "inbox" not in written(door).body
    assert approve(door, draft, who="staff-1").status_code == 403
    assert approve(door, draft).json["state"] == "approved"
    assert "/inbox?token=" in written(door).body
    edit(door, "sms", subject="", body="短信 {receipt}，{due_on}")
    edit(door, "any", 1, subject="再改 {receipt}")
    edit(door, "any", 2, subject="以后 {receipt}", day="2090-01-01")
    assert written(door).subject == "再改 DEMO-2603-0003474"
    assert written(door, Means.EMAIL).subject == "再改 DEMO-2603-0003474"
    assert written(door, Means.SMS).body.startswith("短信 DEMO-2603-0003474")
    editions = door.ask("GET", ONE.format("any"), role=Role.OPS).json["texts"]
    assert [each["edition"] for each in editions] == [3, 2, 1, 0]
    assert editions[0]["edited_by"] == "ops:staff-1"
    assert editions[0]["approved_by"] == "supervisor:head"
    assert editions[0]["valid_from"] == "2089-12-31T16:00:00+00:00"
    assert editions[-1]["edited_by"] == "packed"


def test_two_writers_at_once_leave_one_edition(door):  # noqa: F811
    drafts = [propose(door).json["draft_id"] for _ in range(2)]
    assert [approve(door, each).status_code for each in drafts] == [200, 409]


def test_a_form_that_is_sent_twice_at_once_is_one_draft(door, monkeypatch):  # noqa: F811
    draft, looked = uuid4(), []
    find = SqlTextDrafts.find

    def find_too_early(drafts, draft_id):
        """Look as who comes second does, before the first one commits."""
        looked.append(draft_id)
        return None if len(looked) == 2 else find(drafts, draft_id)

    monkeypatch.setattr(SqlTextDrafts, "find", find_too_early)
    first, second = propose(door, draft=draft), propose(door, draft=draft)
    assert (first.status_code, second.status_code) == (200, 200)
    assert second.json == first.json
    looked[:] = [draft]
    other = propose(door, draft=draft, body="{name}，{due_on}")
    assert (other.status_code, len(looked)) == (409, 3)


def test_what_holds_is_listed_whole(door):  # noqa: F811
    edit(door, "sms")
    query = {"query_string": "template=assigned.petitioner", "role": Role.SUPERVISOR}
    found = door.ask("GET", "/v1/texts", **query).json["texts"]
    held = [(t["means"], t["language"], t["edition"]) for t in found]
    assert held == [
        *(("any", language, 0) for language in sorted(LANGUAGES)),
        *(("sms", language, 1) for language in sorted(LANGUAGES)),
    ]


def test_a_draft_is_previewed_with_whom_it_concerns(door, unit):  # noqa: F811
    put_in(unit, a_notice(audience=Audience.PETITIONER, at=door.parts.clock.now()))
    old = door.parts.clock.now() - timedelta(days=31)
    put_in(unit, a_notice(audience=Audience.PETITIONER, at=old, notice_id=uuid4()))
    said = {"template": "assigned.petitioner", "means": "any", "texts": texts()}
    shown = door.ask("POST", f"{DRAFTS}/preview", role=Role.SUPERVISOR, json=said).json
    assert [each["language"] for each in shown["texts"]] == list(LANGUAGES)
    assert "MQ-0000-0000000" in shown["texts"][0]["filled_subject"]
    assert shown["effect"] == {"days": 30, "told": 1, "waiting": 1}
    draft = propose(door).json["draft_id"]
    whole = door.ask("GET", f"{DRAFTS}/{draft}", role=Role.OPS).json
    assert whole["texts"] == shown["texts"]
    assert whole["effect"] == shown["effect"]
    [waiting] = door.ask("GET", DRAFTS, role=Role.OPS).json["drafts"]
    assert waiting == whole["draft"]
    refused = {"role": Role.OPS, "json": {"reason": "不清楚"}}
    door.ask("POST", f"{DRAFTS}/{draft}/refuse", **refused)
    assert door.ask("GET", DRAFTS, role=Role.OPS).json["drafts"] == []
    assert door.ask("GET", f"{DRAFTS}/{uuid4()}", role=Role.OPS).status_code == 404


def test_what_cannot_be_filled_is_refused_and_named(door):  # noqa: F811
    said = texts()
    said[2] |= {"body": "{due_on}{secret}"}
    body = {"template": "assigned.petitioner", "means": "any", "texts": said}
    tried = door.ask("POST", f"{DRAFTS}/preview", role=Role.OPS, json=body)
    body |= {"valid_from": "2026-12-01"}
    kept = door.ask("PUT", f"{DRAFTS}/{uuid4()}", role=Role.OPS, json=body)
    for answer in (tried, kept):
        assert answer.status_code == 409
        (fault,) = answer.json["errors"]
        assert fault["field"] == "en.body"
        assert "{secret}" in fault["message"]
        assert "{due_on}" in fault["message"]
    body["template"] = "sung.petitioner"
    body["texts"] = texts()
    never = door.ask("PUT", f"{DRAFTS}/{uuid4()}", role=Role.OPS, json=body)
    assert never.status_code == 404
    body["template"] = "assigned.petitioner"
    body["texts"] = [said[0]] * 3
    assert (
        door.ask("PUT", f"{DRAFTS}/{uuid4()}", role=Role.OPS, json=body).status_code
        == 422
    )


def test_a_text_tells_what_it_may_name(door):  # noqa: F811
    told = door.ask("GET", ONE.format("any"), role=Role.SUPERVISOR).json
    assert {"due_on", "receipt", "name"} <= set(told["allowed"])


@pytest.mark.parametrize(
    "path",
    [
        "/v1/texts/sung.petitioner/any/zh-CN",
        "/v1/texts/assigned.petitioner/webhook/zh-CN",
        "/v1/texts/assigned.petitioner/any/fr",
    ],
)
def test_a_text_that_is_never_sent_is_unknown(door, path):  # noqa: F811
    assert door.ask("GET", path, role=Role.OPS).status_code == 404


def test_only_operators_write(door):  # noqa: F811
    body = {"template": "assigned.petitioner", "means": "any", "texts": texts()}
    body |= {"valid_from": "2026-12-01"}
    path = f"{DRAFTS}/{uuid4()}"
    assert door.ask("PUT", path, role=Role.SUPERVISOR, json=body).status_code == 403


def test_the_book_is_read_now_and_then_and_survives_its_database(rows):
    now, broken = [0.0], Database("postgresql://nobody@127.0.0.1:1/none")
    book = TextBook(rows, lambda: NOON, tick=lambda: now[0])
    assert book.find("assigned.petitioner", None, "en") is None
    sql = (
        "insert into text_editions values"
        " ('assigned.petitioner', 'any', 'en', 1, 's', 'b', 'o', now(), 'p', :noon)"
        " returning 1"
    )
    rows.rows(sql, noon=NOON)
    assert book.find("assigned.petitioner", None, "en") is None
    now[0] = FRESH_SECONDS
    assert book.find("assigned.petitioner", None, "en") == ("s", "b")
    book._database = broken
    now[0] = 2 * FRESH_SECONDS
    assert book.find("assigned.petitioner", None, "en") == ("s", "b")


def test_a_units_name_is_read_now_and_then_and_survives_its_database(rows):
    now, broken = [0.0], Database("postgresql://nobody@127.0.0.1:1/none")
    units = UnitNames(rows, tick=lambda: now[0])
    assert units.find("510106") is None
    sql = (
        "insert into organisations (organisation_id, revision, name, active)"
        " values ('510106', 1, '金泉街道', true) returning 1"
    )
    rows.rows(sql)
    assert units.find("510106") is None
    now[0] = names.FRESH_SECONDS
    assert units.find("510106") == "金泉街道"
    units._database = broken
    now[0] = 2 * names.FRESH_SECONDS
    assert units.find("510106") == "金泉街道"
