"""B-26: what visits found, on a real database: once, whoever is at it at once."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest

from intake.adapters.raised import waiting_findings
from intake.application.raising import FindingWords, HearFinding, RegisterFinding
from services.intake.tests.builders import STORY
from services.intake.tests.unit.test_b26_findings import a_finding

pytestmark = pytest.mark.integration


def test_b26_two_at_once_make_one_petition_and_one_answer(intake):
    finding, second = uuid4(), uuid4()
    for told in (
        a_finding(finding_id=finding),
        a_finding(finding_id=second, joins=finding),
    ):
        intake.bus.handle(HearFinding(told=told), STORY)
    assert list(waiting_findings(intake.database)) == [finding]
    start = Barrier(3)

    def register():
        start.wait()
        words = FindingWords(text="厨房漏水")
        command = RegisterFinding(finding_id=finding, words=words)
        intake.bus.handle(command, STORY)

    both = [Thread(target=register) for _ in range(3)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert list(waiting_findings(intake.database)) == [second]
    words = FindingWords(text="还在漏")
    intake.bus.handle(RegisterFinding(finding_id=second, words=words), STORY)
    rows = intake.database.rows
    assert len(rows("select 1 from petitions")) == 1
    assert len(rows("select 1 from receptions where state = 'registered'")) == 1
    [entry] = rows("select words from contact_entries")
    assert entry["words"] == "还在漏"
    key = "intake.finding.answered.v1"
    told = rows("select body from outbox where routing_key = :key", key=key)
    assert len(told) == 2
    assert "漏" not in str(rows("select * from findings") + told)


def test_d06_two_that_were_to_join_a_refused_one_make_one_petition_at_once(intake):
    first, both = uuid4(), [uuid4(), uuid4()]
    say = lambda command: intake.bus.handle(command, STORY)  # noqa: E731
    say(HearFinding(told=a_finding(finding_id=first)))
    for each in both:
        say(HearFinding(told=a_finding(finding_id=each, joins=first)))
    say(RegisterFinding(finding_id=first, words=None))
    start = Barrier(2)

    def register(finding):
        start.wait()
        words = FindingWords(text="厨房漏水")
        say(RegisterFinding(finding_id=finding, words=words))

    threads = [Thread(target=register, args=[each]) for each in both]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(intake.database.rows("select 1 from petitions")) == 1
    assert len(intake.database.rows("select 1 from contact_entries")) == 1
