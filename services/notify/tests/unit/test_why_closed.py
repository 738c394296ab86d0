"""Why a case was closed, said so that anybody understands it."""

from datetime import timedelta

import pytest

from notify.application.follow_ups.why import CaseFile, lines_of
from notify.domain.follow_ups.objection import ObjectionStep
from notify.domain.follow_ups.visit import Standing
from notify.entrypoints.follow_ups.objections import words
from services.notify.tests.builders import NOON, PETITION, a_question
from services.notify.tests.room import STRICT, Room, a_closing, somebody

pytestmark = pytest.mark.unit

TOLD = {"handling": "已更换灯具", "basis": "成住建〔2025〕12号"}


def file_of(room):
    work = room.work
    return CaseFile(
        closings=list(work.closings.rows.values()),
        questions=list(work.follow_ups.rows.values()),
        visits=list(work.visits.rows.values()),
        objections=list(work.objections.rows.values()),
    )


def said(room):
    return [(line.what, line.role) for line in lines_of(file_of(room))]


def test_b28_a_checked_explanation_is_told_line_by_line():
    room = Room(STRICT)
    room.resolve()
    for step in ("answer", "explain", "approve"):
        room.clock.advance(timedelta(days=1))
        if step == "answer":
            room.answer(satisfied=False, reason="没有采纳")
        elif step == "explain":
            room.move(ObjectionStep.EXPLAIN, somebody(name="sun-li"), "不具备条件")
        else:
            room.move(ObjectionStep.APPROVE)
    assert said(room) == [
        ("resolved.explained", "handler"),
        ("objection.raised", "petitioner"),
        ("objection.explained", "handler"),
        ("answer.settled-close", "petitioner"),
        ("objection.settled", "supervisor"),
    ]
    assert all(line.rule for line in lines_of(file_of(room)))


def test_b28_reopening_closing_and_silence_are_told_too():
    room = Room()
    room.resolve()
    room.answer(solved=False)
    room.resolve(6, params={})
    room.answer(6)
    room.close(7)
    told = [what for what, _ in said(room)]
    assert {"answer.reopen", "answer.close", "closed", "resolved.unknown"} <= {*told}
    assert ("objection.settled", "system") in said(room)


def test_b27_calls_and_second_looks_are_told_with_the_rule_they_cite():
    room = Room()
    room.work.closings.add([a_closing(petition_id=PETITION, closed_at=NOON)])
    room.call(**TOLD, solved=True, satisfied=None)
    room.draw()
    *_, again = room.work.visits.rows
    assert "visit.steady" not in {what for what, _ in said(room)}
    room.visit(again, handling="好", standing=Standing.STEADY)
    lines = {line.what: line for line in lines_of(file_of(room))}
    assert lines["visit.content"].rule == "成住建〔2025〕12号"
    assert lines["visit.steady"].rule == "回头看（D-13）"
    assert lines["visit.content"].role == "clerk"


def test_who_never_answered_is_told_as_that():
    lapsed, unreached, open_one = (
        a_question(petition_id=PETITION, case_revision=r) for r in (3, 5, 7)
    )
    lapsed.lapse(at=NOON)
    unreached.lapse(at=NOON, reason="unreached")
    file = CaseFile(
        closings=[], questions=[lapsed, unreached, open_one], visits=[], objections=[]
    )
    told = [line.what for line in lines_of(file)]
    assert told == ["answer.no-answer", "answer.unreached"]


def test_a_call_that_found_dissatisfaction_is_told_as_that():
    room = Room()
    room.resolve()
    room.close()
    room.call(**TOLD, satisfied=False, reason="慢")
    waiting = room.work.visits
    assert ("visit.dissatisfied", "clerk") in said(room)
    assert len(waiting.rows) == 1


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "en"])
def test_every_line_and_role_has_words_in_every_language(language):
    whats = ["closed"]
    whats += [f"resolved.{w}" for w in ("resolved", "explained", "referred", "unknown")]
    ends = ("close", "reopen", "settled-close", "settled-reopen", "no-answer")
    whats += [f"answer.{w}" for w in (*ends, "unreached")]
    whats += [f"objection.{w}" for w in ("raised", "explained", "settled")]
    whats += [f"visit.{w}" for w in ("content", "dissatisfied", "steady", "relapsed")]
    roles = ("petitioner", "handler", "clerk", "supervisor", "ops", "system")
    whats += [f"role.{role}" for role in roles]
    assert {*whats} == {*words()}
    assert all(words()[what][language] for what in whats)
