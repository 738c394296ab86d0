"""The assembled parts over a real database: lists, timelines, gauges, commands."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from minqing_chassis.janitor import Janitor, sweep_inbox
from minqing_chassis.sealing import new_key
from minqing_kernel.clock import FrozenClock
from minqing_kernel.identity import new_id
from minqing_kernel.messages import Actor, Cause, Incoming, Role
from notify.application.commands import (
    AnswerByToken,
    LapseFollowUps,
    RecordOrganisation,
    TellOfStep,
)
from notify.application.ports import Contact
from notify.application.views import Page
from notify.bootstrap import assemble, migrate
from notify.domain.errors import FollowUpUnknown, NoOrganisation
from notify.domain.occurrence import Step
from notify.entrypoints import cli, main, service
from services.notify.tests.builders import (
    COMMUNITY,
    NOON,
    PATIENCE,
    PETITION,
    STORY,
    STREET,
    a_clerk,
    an_occurrence,
    an_organisation,
)
from services.notify.tests.fakes import FakeContacts

pytestmark = pytest.mark.integration

CAUSE = Cause(correlation_id=STORY)
OPS = Actor(id="o", role=Role.OPS)


@pytest.fixture
def environ(tmp_path, database_url):
    public = Ed25519PrivateKey.generate().public_key()
    pem = public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    (tmp_path / "jwt").write_bytes(pem)
    (tmp_path / "sealing").write_text(new_key())
    return {
        "AMQP_URI": "amqp://guest:guest@127.0.0.1:1//",
        "DATABASE_URL_NOTIFY": database_url,
        "HTTP_ADDRESS": "127.0.0.1:0",
        "JWT_PUBLIC_KEY_FILE": str(tmp_path / "jwt"),
        "SEALING_KEY_FILE": str(tmp_path / "sealing"),
        "MAIL_OUT_DIR": str(tmp_path / "mail"),
    }


@pytest.fixture
def clock():
    return FrozenClock(NOON)


@pytest.fixture
def parts(environ, clock):
    assembled = assemble(environ, clock=clock)
    assembled.sender.contacts = FakeContacts({PETITION: Contact(name="冯一")})
    yield assembled
    assembled.database.close()


def hear(parts, **changes):
    occurrence = an_occurrence(**({"message_id": new_id()} | changes))
    command = TellOfStep(occurrence=occurrence)
    incoming = Incoming(command=command, cause=CAUSE, message_id=occurrence.message_id)
    parts.bus.handle_group([incoming])


def know(parts, **changes):
    organisation = an_organisation(**changes)
    parts.bus.handle(RecordOrganisation(organisation=organisation), CAUSE)


def notices(parts, actor=OPS, limit=50, after=None, petition_id=None, status=None):
    page = Page(limit=limit, after=after)
    return parts.reader.notices(actor, page, petition_id=petition_id, status=status)


def test_notices_are_listed_newest_first_page_by_page(parts):
    petitions = [uuid4() for _ in range(5)]
    for each in petitions:
        hear(parts, petition_id=each, reachable=False)
    first = notices(parts, limit=3)
    rest = notices(parts, limit=3, after=first[-1].notice_id)
    listed = [each.petition_id for each in [*first, *rest]]
    assert sorted(listed) == sorted(petitions)
    ids = [each.notice_id.int >> 80 for each in [*first, *rest]]
    assert ids == sorted(ids, reverse=True)


def test_notices_are_found_by_petition_and_by_state(parts):
    know(parts, desk_address=None)
    hear(parts, reachable=False)
    hear(parts, petition_id=uuid4(), reachable=False, organisation_id="unknown")
    assert parts.sender.send_batch() == 2
    (mine,) = notices(parts, petition_id=PETITION)
    assert (mine.status, mine.receipt) == ("no-address", "DEMO-2603-0003474")
    assert [n.notice_id for n in notices(parts, status="no-address")] == [
        mine.notice_id
    ]
    (waiting,) = notices(parts, status="waiting")
    assert waiting.error == "organisation not known yet"


def test_staff_see_their_organisation_and_all_below_and_nothing_beside(parts):
    know(parts)
    know(parts, organisation_id=STREET, parent_id=None)
    hear(parts, reachable=False)
    hear(parts, step=Step.RESOLVED, case_revision=3)
    for organisation_id, seen in [
        (COMMUNITY, 2),
        (STREET, 2),
        ("510107", 0),
    ]:
        clerk = a_clerk(organisation_id)
        page = Page(limit=9)
        assert len(notices(parts, clerk)) == seen
        questions = parts.reader.follow_ups(clerk, page, state="open")
        assert len(questions) == seen // 2
    with pytest.raises(NoOrganisation):
        notices(parts, a_clerk(None))
    with pytest.raises(FollowUpUnknown):
        parts.reader.latest(a_clerk("510107"), PETITION)
    assert parts.reader.latest(a_clerk(STREET), PETITION).case_revision == 3


def test_questions_are_listed_the_longest_asked_first_page_by_page(parts, clock):
    petitions = [uuid4() for _ in range(4)]
    for each in petitions:
        hear(parts, petition_id=each, step=Step.RESOLVED, case_revision=3)
        clock.advance(timedelta(hours=1))
    first = parts.reader.follow_ups(OPS, Page(limit=3), state=None)
    after = Page(limit=3, after=first[-1].follow_up_id)
    rest = parts.reader.follow_ups(OPS, after, state=None)
    assert [each.petition_id for each in [*first, *rest]] == petitions


def test_the_story_tells_who_was_told_what_was_asked_and_what_was_said(parts, clock):
    know(parts)
    hear(parts, reachable=False, at=NOON - timedelta(days=1))
    hear(parts, step=Step.RESOLVED, case_revision=3, at=NOON - timedelta(hours=1))
    token = parts.tokens.issue(PETITION, 3)
    parts.sender.send_batch()
    clock.advance(timedelta(days=1))
    answer = AnswerByToken(
        petition_id=PETITION, token=token, solved=True, satisfied=True
    )
    parts.bus.handle(answer, CAUSE)
    steps = parts.story.of(PETITION)
    assert [(step["step"], step["detail"].get("of")) for step in steps] == [
        ("notice-sent", "assigned"),
        ("notice-no-address", "resolved"),
        ("follow-up-asked", None),
        ("follow-up-answered", None),
    ]
    assert all(step["service"] == "notify" for step in steps)
    assert "冯一" not in json.dumps(steps, ensure_ascii=False)


def test_gauges_count_what_is_not_done_and_never_what_is(parts):
    know(parts)
    hear(parts, reachable=False)
    hear(parts, step=Step.RESOLVED, case_revision=3, reachable=False)
    parts.gauges.refresh()
    shown = parts.metrics.render().decode()
    assert 'minqing_notices{service="notify",state="waiting"} 1.0' in shown
    assert 'minqing_follow_ups_open{service="notify"} 1.0' in shown
    parts.sender.send_batch()
    parts.gauges.refresh()
    shown = parts.metrics.render().decode()
    assert 'state="waiting"' not in shown
    assert 'minqing_notices_oldest_seconds{service="notify"} 0.0' in shown


def test_lapsing_takes_no_more_than_it_is_asked_to(parts, clock):
    for _ in range(3):
        petition_id = uuid4()
        parts.sender.contacts.known[petition_id] = Contact(email="f@e.org")
        hear(
            parts,
            petition_id=petition_id,
            step=Step.RESOLVED,
            case_revision=3,
            params={"receipt": "DEMO-2603-0003474", "outcome": "resolved"},
        )
    parts.sender.send_batch()
    clock.advance(PATIENCE)
    done = [parts.bus.handle(LapseFollowUps(limit=2), CAUSE) for _ in range(3)]
    assert done == [2, 1, 0]
    assert len(parts.database.rows("select 1 from outbox")) == 3


def test_the_operator_lists_retries_and_reads_timelines(
    parts, environ, monkeypatch, capsys
):
    know(parts, desk_address=None)
    hear(parts, reachable=False)
    parts.sender.send_batch()
    monkeypatch.setattr(cli, "process_parts", lambda: parts)
    monkeypatch.setattr("os.environ", environ)
    cli_parts = assemble(environ)
    monkeypatch.setattr(cli, "assemble", lambda _: cli_parts)
    main.main(["cli", "notices", "--status", "no-address"])
    shown = json.loads(capsys.readouterr().out)
    assert shown["recipient"] == COMMUNITY
    main.main(["cli", "retry", shown["notice_id"]])
    assert [each.status for each in notices(parts)] == ["waiting"]
    main.main(["cli", "timeline", str(PETITION)])
    assert json.loads(capsys.readouterr().out)["step"] == "notice-waiting"
    main.main(["cli", "dead", "list"])
    with pytest.raises(SystemExit, match="notify: "):
        main.main(["cli", "retry", str(uuid4())])
    cli_parts.database.close()


def test_a_migration_of_a_migrated_database_changes_nothing(environ, monkeypatch):
    migrate(environ)
    monkeypatch.setattr("os.environ", environ)
    main.main(["migrate"])


def test_a_process_that_is_told_nothing_says_so_and_ends(monkeypatch):
    monkeypatch.setattr("os.environ", {})
    with pytest.raises(SystemExit, match="DATABASE_URL_NOTIFY is missing"):
        main.main(["migrate"])


def test_readiness_names_each_part_that_is_away(parts):
    (head,) = parts.database.rows("delete from alembic_version returning *")
    failures = parts.health.failures()
    parts.database.rows(
        "insert into alembic_version values (:n)", n=head["version_num"]
    )
    assert set(failures) == {"broker", "migrations"}


def test_the_service_class_holds_a_janitor_that_sweeps_notifys_own_inbox(
    parts, monkeypatch
):
    monkeypatch.setattr(service, "process_parts", lambda: parts)
    (janitor,) = (
        part for part in vars(service.NotifyService).values() if type(part) is Janitor
    )
    parts.database.rows(
        "insert into inbox values (:old, now() - interval '31 days'), (:new, now())"
        " returning 1",
        old=uuid4(),
        new=uuid4(),
    )
    assert sweep_inbox(janitor._find()) == 1
    assert len(parts.database.rows("select 1 from inbox")) == 1
