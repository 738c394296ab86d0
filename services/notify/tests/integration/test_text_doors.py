"""Texts at the door: read, previewed, edited, and then sent."""

import pytest

from minqing_chassis.database import Database
from minqing_kernel.messages import Role
from notify.adapters.sending import names
from notify.adapters.sending.names import UnitNames
from notify.adapters.sending.texts import FRESH_SECONDS, TextBook
from notify.application.ports import Contact
from notify.domain.notice import Audience
from notify.domain.sending.means import Means
from services.notify.tests.builders import a_notice
from services.notify.tests.integration.test_errand_doors import door  # noqa: F401

pytestmark = pytest.mark.integration

ONE = "/v1/texts/assigned.petitioner/{}/zh-CN"
WORDS = {"subject": "您好：{receipt}", "body": "{name}，{due_on} 前答复。{inbox_link}"}


def edit(door, means="any", **said):  # noqa: F811
    body = WORDS | {"replaces": 0} | said
    return door.ask("PUT", ONE.format(means), role=Role.OPS, json=body)


def written(door, means=None):  # noqa: F811
    notice = a_notice(audience=Audience.PETITIONER)
    door.parts.sending.book._read_at = None
    return door.parts.sending.letters.compose(notice, Contact(name="冯一"), means)


def test_an_edited_text_is_sent_by_its_means_and_keeps_its_history(door):  # noqa: F811
    assert edit(door).json["edition"] == 1
    assert (
        edit(door, "sms", subject="", body="短信 {receipt}，{due_on}").status_code
        == 200
    )
    assert edit(door, replaces=1, subject="再改 {receipt}").json["edition"] == 2
    assert written(door).subject == "再改 DEMO-2603-0003474"
    assert written(door, Means.EMAIL).subject == "再改 DEMO-2603-0003474"
    assert written(door, Means.SMS).body.startswith("短信 DEMO-2603-0003474")
    assert "/inbox?token=" in written(door).body
    editions = door.ask("GET", ONE.format("any"), role=Role.OPS).json["texts"]
    assert [each["edition"] for each in editions] == [2, 1, 0]
    assert editions[0]["edited_by"] == "ops:staff-1"
    assert editions[-1]["edited_by"] == "packed"


def test_two_editors_at_once_leave_one_edition(door):  # noqa: F811
    assert edit(door).status_code == 200
    assert edit(door).status_code == 409


def test_what_holds_is_listed_whole(door):  # noqa: F811
    edit(door)
    query = {"query_string": "template=assigned.petitioner", "role": Role.SUPERVISOR}
    texts = door.ask("GET", "/v1/texts", **query).json["texts"]
    found = {each["language"]: each["edition"] for each in texts}
    assert found == {"zh-CN": 1, "zh-TW": 0, "en": 0}


def test_a_draft_is_previewed_and_refused_like_an_edit(door):  # noqa: F811
    path = ONE.format("any") + "/preview"
    shown = door.ask("POST", path, role=Role.SUPERVISOR, json=WORDS).json
    assert "MQ-0000-0000000" in shown["subject"]
    wrong = WORDS | {"body": "{due_on}{secret}"}
    for answer in (
        door.ask("POST", path, role=Role.OPS, json=wrong),
        edit(door, body="{due_on}{secret}"),
    ):
        assert answer.status_code == 409
        (fault,) = answer.json["errors"]
        assert fault["field"] == "body"
        assert "{secret}" in fault["message"]
        assert "{due_on}" in fault["message"]


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


def test_only_operators_edit(door):  # noqa: F811
    said = {"json": WORDS | {"replaces": 0}, "role": Role.SUPERVISOR}
    assert door.ask("PUT", ONE.format("any"), **said).status_code == 403


def test_the_book_is_read_now_and_then_and_survives_its_database(rows):
    now, broken = [0.0], Database("postgresql://nobody@127.0.0.1:1/none")
    book = TextBook(rows, tick=lambda: now[0])
    assert book.find("assigned.petitioner", None, "en") is None
    sql = (
        "insert into text_editions values"
        " ('assigned.petitioner', 'any', 'en', 1, 's', 'b', 'o', now()) returning 1"
    )
    rows.rows(sql)
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
