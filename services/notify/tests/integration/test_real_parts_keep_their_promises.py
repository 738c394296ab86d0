"""The real unit of work passes the suite that the fakes pass, and holds under races."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event

from minqing_kernel.messages import Cause
from notify.domain.follow_up import Answer
from services.notify.tests.builders import NOON, PETITION, STORY, a_notice, a_question
from services.notify.tests.promises import (
    SOON,
    FollowingPromises,
    FollowUpPromises,
    NoticePromises,
    OrganisationPromises,
    PersonPromises,
    claim,
    learn,
    put_in,
)
from services.notify.tests.sending_promises import (
    DigestPromises,
    ErrandPromises,
    JournalPromises,
    PreferencePromises,
    SubscriptionPromises,
)

pytestmark = pytest.mark.integration


class TestNotices(NoticePromises):
    """Over PostgreSQL."""


class TestFollowUps(FollowUpPromises):
    """Over PostgreSQL."""


class TestFollowings(FollowingPromises):
    """Over PostgreSQL."""


class TestPersons(PersonPromises):
    """Over PostgreSQL."""


class TestOrganisations(OrganisationPromises):
    """Over PostgreSQL."""


class TestJournal(JournalPromises):
    """Over PostgreSQL."""


class TestPreferences(PreferencePromises):
    """Over PostgreSQL."""


class TestErrands(ErrandPromises):
    """Over PostgreSQL."""


class TestSubscriptions(SubscriptionPromises):
    """Over PostgreSQL."""


class TestDigests(DigestPromises):
    """Over PostgreSQL."""


def test_two_senders_at_once_never_hold_the_same_notice(unit):
    put_in(unit, *[a_notice() for _ in range(5)])
    with unit() as first, unit() as second:
        one = first.notices.claim(limit=3, lease=uuid4(), now=NOON, until=SOON)
        other = second.notices.claim(limit=3, lease=uuid4(), now=NOON, until=SOON)
        first.commit()
        second.commit()
    ids = [notice.notice_id for notice in [*one, *other]]
    assert (len(one), len(other), len(set(ids))) == (3, 2, 5)


def test_a_claim_that_was_not_committed_leaves_the_notices_free(unit):
    put_in(unit, a_notice())
    with unit() as work:
        work.notices.claim(limit=1, lease=uuid4(), now=NOON, until=SOON)
    assert len(claim(unit)[1]) == 1


@pytest.mark.parametrize(
    "spoilt",
    [
        "at = '0044-03-15 12:00:00+00 BC'",
        "at = '12026-01-01 00:00:00+00'",
        "at = 'infinity'",
        "step = 'of-another-release'",
    ],
)
def test_a_row_that_cannot_be_read_fails_alone_and_the_others_go_out(
    unit, rows, spoilt
):
    bad, good = a_notice(), a_notice()
    put_in(unit, bad, good)
    rows.rows(
        f"update notices set {spoilt} where notice_id = :id returning 1",
        id=bad.notice_id,
    )
    _, (claimed,) = claim(unit)
    assert claimed.notice_id == good.notice_id
    (failed,) = rows.rows("select notice_id, error from notices where in_trouble")
    assert failed["notice_id"] == bad.notice_id
    assert failed["error"].startswith("cannot be read: ")
    assert claim(unit, now=SOON + timedelta(days=9))[1][0].notice_id == good.notice_id


def test_an_answer_is_one_fact_in_timeline_and_outbox(unit, rows):
    with unit() as work:
        work.follow_ups.ask([a_question()])
        work.commit()
    with unit() as work:
        question = work.follow_ups.one(PETITION, 3)
        question.answer(Answer(solved=False, satisfied=None), at=NOON)
        work.collect(Cause(correlation_id=STORY))
        work.commit()
    (line,) = rows.rows("select * from timeline")
    (fact,) = rows.rows("select * from outbox")
    assert (line["step"], line["revision"]) == ("follow-up-answered", 3)
    assert line["correlation_id"] == STORY
    assert fact["routing_key"] == "notify.followup.answered.v1"
    assert '"verdict":"reopen"' in fact["body"]


def test_an_answer_and_a_reopening_at_once_leave_one_outcome(unit, rows):
    with unit() as work:
        work.follow_ups.ask([a_question()])
        work.commit()
    done = threading.Event()

    def reopen():
        with unit() as work:
            learn(4)(work)
            work.commit()
        done.set()

    with unit() as work:
        work.follow_ups.one(PETITION, 3).answer(
            Answer(solved=True, satisfied=True), at=NOON
        )
        other = threading.Thread(target=reopen)
        other.start()
        work.collect(Cause(correlation_id=STORY))
        work.commit()
    other.join(timeout=60)
    assert done.is_set()
    (row,) = rows.rows("select state from follow_ups")
    assert row["state"] == "answered"


def test_a_group_of_three_hundred_messages_asks_the_database_twice(unit, rows):
    asked = []

    def count(_connection, _cursor, statement, *_):
        asked.append(statement)

    event.listen(rows.units, "before_cursor_execute", count)
    with unit() as work:
        work.inbox.admit([uuid4() for _ in range(300)])
        for _ in range(300):
            petition_id = uuid4()
            work.notices.add([a_notice(petition_id=petition_id) for _ in range(3)])
            work.follow_ups.ask([a_question(petition_id=petition_id)])
            learn(3)(work)
        work.commit()
    event.remove(rows.units, "before_cursor_execute", count)
    assert len(asked) == 2
    (row,) = rows.rows("select count(*) as n from notices")
    assert row["n"] == 900
