"""Worklists, letters, the journal and wishes: at the door, over a real database."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from falcon import testing

from minqing_chassis.http.auth import Issuer
from minqing_kernel.messages import Actor, Role
from minqing_local.keys import keys_in
from notify.adapters.channels.desk import worklists
from notify.application.ports import ChannelRefused, Contact
from notify.bootstrap import assemble
from notify.domain.errors import PressAway
from notify.domain.notice import THE_PETITIONER, Audience, Urgency
from notify.domain.occurrence import Step
from notify.domain.sending.means import Means
from notify.domain.sending.policy import SendingPolicy
from notify.entrypoints.http import build_door
from services.notify.tests.builders import (
    COMMUNITY,
    PETITION,
    STREET,
    a_message,
    a_notice,
    an_organisation,
)
from services.notify.tests.channel_promises import ChannelPromises
from services.notify.tests.fakes import FakeChannel, FakeContacts
from services.notify.tests.promises import put_in

pytestmark = pytest.mark.integration

HOME = Contact(name="冯一", telephone="13800008000", address="演示路9号")


class ListPromises(ChannelPromises):
    """What a person carries is one row for each notice."""

    means = Means.CALL

    @pytest.fixture
    def reachable(self):
        return HOME

    @pytest.fixture
    def channel(self, rows):
        return next(c for c in worklists(rows) if c.means is self.means)

    @pytest.fixture
    def make(self, unit):
        def make(**changes):
            message = a_message(**({"to": HOME} | changes))
            put_in(unit, a_notice(notice_id=message.key))
            return message

        return make

    @pytest.fixture
    def arrived(self, rows):
        return lambda: [
            (row["notice_id"], row["subject"], row["body"])
            for row in rows.rows("select * from errands")
        ]


class TestCalls(ListPromises):
    """A call is a task for staff."""


class TestLetters(ListPromises):
    """A letter is printed and posted."""

    means = Means.LETTER


class TestMessagesInTheApp(ListPromises):
    """A message in the app is looked at."""

    means = Means.IN_APP


class Door:
    """Notify's door, and who knocks."""

    def __init__(self, parts, keys):
        self.parts = parts
        self._keys = keys
        self._client = testing.TestClient(build_door(parts))

    def ask(self, method, path, *, role=Role.CLERK, organisation=STREET, **said):
        who = said.pop("who", "staff-1")
        headers = {}
        if role is not None:
            issuer = Issuer(self._keys.jwt_private.read_bytes(), "demo")
            actor = Actor(id=who, role=role, organisation_id=organisation)
            token = issuer.token(actor, timedelta(hours=1))
            headers["Authorization"] = f"Bearer {token}"
        return self._client.simulate_request(method, path, headers=headers, **said)


@pytest.fixture
def door(tmp_path, database_url):
    keys = keys_in(tmp_path / "keys")
    parts = assemble(
        {
            "AMQP_URI": "amqp://guest:guest@127.0.0.1:1//",
            "DATABASE_URL_NOTIFY": database_url,
            "HTTP_ADDRESS": "127.0.0.1:0",
            "HOOK_NETWORKS": "127.0.0.0/8",
            "JWT_PUBLIC_KEY_FILE": str(keys.jwt_public),
            "SEALING_KEY_FILE": str(keys.sealing),
            "MAIL_OUT_DIR": str(tmp_path / "mail"),
        }
    )
    parts.sender.contacts = FakeContacts({PETITION: HOME})
    yield Door(parts, keys)
    parts.database.close()


def to_petitioner(**changes):
    usual = {"audience": Audience.PETITIONER, "recipient": THE_PETITIONER}
    return a_notice(**(usual | changes))


@pytest.fixture
def known(unit):
    """The community, and the street above it."""
    with unit() as work:
        work.organisations.put(an_organisation())
        work.organisations.put(an_organisation(organisation_id=STREET, parent_id=None))
        work.commit()


def fail(door, unit, **changes):
    """Let a notice to the petitioner fail for good."""
    notice = to_petitioner(**changes)
    put_in(unit, notice)
    never = FakeChannel(trouble=ChannelRefused("no such number"))
    door.parts.sender.planner.carriers.channels = [never]
    door.parts.sender.send_batch()
    return notice


ANSWERED = {"receipt": "DEMO-2603-0003474", "outcome": "resolved"}


def test_what_failed_stands_on_the_call_list_until_somebody_was_reached(
    door, unit, known, rows
):
    notice = fail(door, unit, step=Step.RESOLVED, case_revision=3, params=ANSWERED)
    (errand,) = door.ask("GET", "/v1/errands", query_string="means=call").json[
        "errands"
    ]
    assert (errand["notice_id"], errand["state"]) == (str(notice.notice_id), "open")
    assert "DEMO-2603-0003474" in errand["subject"]
    assert "冯一" not in errand["body"]
    path = f"/v1/errands/{errand['errand_id']}/result"
    for reached in (False, True):
        assert door.ask("POST", path, json={"reached": reached}).status_code == 204
    (done,) = door.ask("GET", "/v1/errands").json["errands"]
    assert (done["state"], done["tries"]) == ("done", 1)
    assert done["done_by"] == "clerk:staff-1"
    assert door.ask("POST", path, json={"reached": True}).status_code == 409


def test_a_digest_that_failed_is_on_the_list_with_all_it_holds(door, unit, known):
    held = a_notice(step=Step.CLOSED, urgency=Urgency.LOW, params=ANSWERED)
    door.parts.sender.planner.carriers.rules = lambda: SendingPolicy(digest_at=time(17))
    put_in(unit, held)
    door.parts.sender.send_batch()
    door.parts.database.rows(
        "update notices set next_attempt_at = now() where step = 'digest' returning 1"
    )
    never = FakeChannel(trouble=ChannelRefused("no such mailbox"))
    door.parts.sender.planner.carriers.channels = [never]
    door.parts.sender.send_batch()
    (errand,) = door.ask("GET", "/v1/errands").json["errands"]
    assert errand["step"] == "digest"
    assert ANSWERED["receipt"] in errand["body"]


def test_a_notice_that_cannot_be_written_spoils_no_list(door, unit, known):
    fail(door, unit, step=Step.RESOLVED, params={"receipt": "DEMO-1"})
    (errand,) = door.ask("GET", "/v1/errands").json["errands"]
    assert (errand["subject"], errand["body"]) == ("DEMO-1", "")


def test_who_carries_a_notice_reads_no_code_to_answer_in_the_petitioners_name(
    door, unit, known
):
    fail(door, unit, step=Step.RESOLVED, case_revision=3, params=ANSWERED)
    handler = door.ask("GET", "/v1/errands", role=Role.HANDLER)
    (errand,) = handler.json["errands"]
    token = door.parts.tokens.issue(PETITION, 3)
    assert ANSWERED["receipt"] in errand["body"]
    assert token not in errand["body"]


def test_another_organisation_sees_and_ends_nothing(door, unit, known):
    notice = fail(door, unit)
    (errand,) = door.ask("GET", "/v1/errands").json["errands"]
    elsewhere = {"organisation": "510107"}
    assert door.ask("GET", "/v1/errands", **elsewhere).json["errands"] == []
    path = f"/v1/errands/{errand['errand_id']}"
    result = door.ask("POST", f"{path}/result", json={"reached": True}, **elsewhere)
    assert result.status_code == 403
    assert door.ask("GET", f"{path}/letter", **elsewhere).status_code == 404
    calls = f"/v1/notices/{notice.notice_id}/calls"
    assert door.ask("GET", calls, **elsewhere).status_code == 404
    assert door.ask("GET", calls, role=None).status_code == 401
    assert door.ask("GET", f"/v1/notices/{uuid4()}/calls").status_code == 404


def test_the_journal_of_a_notice_can_be_read(door, unit, known):
    notice = fail(door, unit)
    path = f"/v1/notices/{notice.notice_id}/calls"
    for who in ({}, {"role": Role.OPS}):
        (call,) = door.ask("GET", path, **who).json["calls"]
        assert (call["channel"], call["state"]) == ("fake", "refused")
        assert call["error"] == "no such number"
        assert call["ended_at"] >= call["begun_at"]


def a_letter(door, unit):
    """Put a letter on the list; return its path."""
    put_in(unit, to_petitioner())
    lists = worklists(door.parts.database)
    door.parts.sender.planner.carriers.channels = lists
    said = {"preferred": "letter", "refused": []}
    path = f"/v1/petitions/{PETITION}/wish"
    assert door.ask("PUT", path, json=said).status_code == 204
    door.parts.sender.send_batch()
    (errand,) = door.ask("GET", "/v1/errands", query_string="means=letter").json[
        "errands"
    ]
    return f"/v1/errands/{errand['errand_id']}/letter"


def test_a_letter_is_printed_with_the_name_and_address_that_intake_gives(
    door, unit, known
):
    path = a_letter(door, unit)
    office = door.parts.sending.office
    office._contacts = FakeContacts({PETITION: HOME})
    printed = door.ask("GET", path)
    assert printed.headers["content-type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF-")
    office._contacts = FakeContacts()
    assert door.ask("GET", path).status_code == 409
    office._contacts = FakeContacts(away=True)
    assert door.ask("GET", path).status_code == 503


def test_a_press_that_cannot_print_says_so(door, unit, known, monkeypatch):
    path = a_letter(door, unit)
    door.parts.sending.office._contacts = FakeContacts({PETITION: HOME})
    monkeypatch.setattr("minqing_chassis.press.COMMAND", ("false",))
    assert door.ask("GET", path).status_code == 503
    monkeypatch.setattr("minqing_chassis.press.COMMAND", ("sleep", "9"))
    press = door.parts.sending.office._press._press
    press._seconds = 0.05
    with pytest.raises(PressAway):
        press.print_html("")


def test_a_petitioner_chooses_how_to_be_told_and_reads_it_in_the_app(door, unit, known):
    token = door.parts.sending.tokens.issue(PETITION)
    said = {"token": token, "preferred": "in-app", "refused": ["sms", "file"]}
    path = f"/v1/petitions/{PETITION}"
    assert door.ask("PUT", f"{path}/wish", role=None, json=said).status_code == 204
    put_in(unit, to_petitioner())
    door.parts.sender.send_batch()
    query = {"query_string": f"token={token}"}
    inbox = door.ask("GET", f"{path}/inbox", role=None, **query).json
    assert (inbox["preferred"], inbox["refused"]) == ("in-app", ["file", "sms"])
    assert [message["step"] for message in inbox["messages"]] == ["assigned"]
    assert "冯一" not in str(inbox)


def test_who_has_no_token_and_no_part_in_it_says_nothing(door, unit, known):
    path, said = f"/v1/petitions/{PETITION}", {"preferred": None, "refused": []}
    wrong = "0" * 40
    assert door.ask("PUT", f"{path}/wish", role=None, json=said).status_code == 401
    forged = said | {"token": wrong}
    assert door.ask("PUT", f"{path}/wish", role=None, json=forged).status_code == 403
    query = {"query_string": f"token={wrong}"}
    assert door.ask("GET", f"{path}/inbox", role=None, **query).status_code == 403
    assert door.ask("PUT", f"{path}/wish", json=said).status_code == 403
    resident = door.ask("PUT", f"{path}/wish", role=Role.RESIDENT, json=said)
    assert resident.status_code == 403
    assert door.ask("PUT", f"{path}/wish", role=Role.OPS, json=said).status_code == 204
    pigeon = said | {"preferred": "pigeon"}
    assert (
        door.ask("PUT", f"{path}/wish", role=Role.OPS, json=pigeon).status_code == 422
    )


def test_a_notice_sent_again_by_a_person_is_not_called_about(door, unit, known):
    notice = fail(door, unit)
    retry = f"/v1/notices/{notice.notice_id}/retry"
    assert door.ask("POST", retry, role=Role.OPS).status_code == 204
    (errand,) = door.ask("GET", "/v1/errands").json["errands"]
    assert errand["state"] == "withdrawn"
    assert errand["organisation_id"] == COMMUNITY
