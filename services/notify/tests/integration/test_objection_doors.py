"""Objections to what was answered (不满意): explained, checked, or reopened."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest

from minqing_kernel.messages import Role
from notify.application.follow_ups.commands import ReopenNeglected
from notify.domain.follow_ups.errors import ObjectionOpen
from notify.domain.follow_ups.objection import Denial, Source, raised
from notify.domain.occurrence import Step
from services.notify.tests.builders import COMMUNITY, NOON, PETITION
from services.notify.tests.room import STRICT

pytestmark = pytest.mark.integration


def object_to(place):
    place.resolve()
    body = {"solved": True, "satisfied": False, "reason": "没有采纳"}
    place.post(f"/v1/follow-ups/{PETITION}/answer", body)
    (objection,) = place.get("/v1/objections", state="raised")["items"]
    return objection


def test_b28_an_explanation_is_checked_before_anything_is_closed(place):
    objection = object_to(place)
    assert place.rows("select 1 from outbox") == []
    path = f"/v1/objections/{objection['objection_id']}"
    text = {"text": "不具备条件，已当面说明"}
    place.post(f"{path}/explain", text, staff="sun")
    assert place.ask("POST", f"{path}/approve", text).status_code == 403
    boss = {"role": Role.SUPERVISOR, "staff": "zhao"}
    place.post(f"{path}/refuse", {"text": "没有依据"}, **boss)
    place.post(f"{path}/explain", text, staff="sun")
    settled = place.post(f"{path}/approve", {"text": "属实"}, **boss)
    assert settled["state"] == "settled"
    (fact,) = place.rows("select body from outbox")
    assert '"verdict":"close"' in fact["body"]
    steps = place.rows(
        "select step from timeline where subject like 'objection:%' order by revision"
    )
    assert [row["step"].removeprefix("objection-") for row in steps] == [
        "raised",
        "explain",
        "refuse",
        "explain",
        "approve",
    ]
    place.close()
    why = place.get(f"/v1/closings/{PETITION}/why", **boss)
    whats = {line["what"] for line in why["lines"]}
    assert {"closed", "objection.explained", "answer.settled-close"} <= whats
    assert "没有采纳" in str(why) and "zhao" not in str(why)
    assert place.ask("GET", f"/v1/closings/{PETITION}/why").status_code == 403
    told = [step["step"] for step in place.parts.story.of(PETITION)]
    assert {"objection-raised", "objection-approve", "follow-up-answered"} <= {*told}
    nobody = place.ask("GET", f"/v1/closings/{uuid4()}/why", **boss)
    assert nobody.json["type"].endswith("closing-unknown")


def test_b28_two_objections_to_one_case_at_once_leave_one(place, unit):
    with unit() as first, unit() as second:
        for work in (first, second):
            assert work.objections.standing([PETITION]) == {}
            work.objections.add(raised(a_denial(), STRICT))
        first.commit()
        with pytest.raises(ObjectionOpen):
            second.commit()
    assert len(place.rows("select 1 from objections")) == 1


def a_denial():
    return Denial(
        petition_id=PETITION,
        receipt="DEMO-2603-0003474",
        case_revision=4,
        organisation_id=COMMUNITY,
        resolved_by=None,
        source=Source.RATING,
        source_id=uuid4(),
        reason="没修到",
        at=NOON,
    )


def test_b28_what_was_neglected_is_reopened_by_the_sweep_and_seen_meanwhile(place):
    object_to(place)
    place.parts.gauges.refresh()
    shown = place.parts.metrics.render().decode()
    assert 'minqing_objections{service="notify",state="raised"} 1.0' in shown
    place.clock.advance(timedelta(days=6))
    assert place.do(ReopenNeglected(limit=9)) == 1
    (fact,) = place.rows("select body from outbox")
    assert '"verdict":"reopen"' in fact["body"]
    place.hear(step=Step.REOPENED, case_revision=5)
    states = place.rows("select state from follow_ups")
    assert [row["state"] for row in states] == ["answered"]


def test_b28_a_contested_question_is_outrun_when_the_case_moves_on(place):
    object_to(place)
    place.hear(step=Step.REOPENED, case_revision=5)
    (row,) = place.rows("select state from follow_ups")
    assert row["state"] == "superseded"


def test_b28_an_answer_and_a_decision_about_one_case_never_wait_in_a_circle(place):
    """Whichever comes first, the case's own row is taken before question and all."""
    place.resolve()
    with place.work() as work:
        question = work.follow_ups.one(PETITION, 3)
        denial = Denial(
            petition_id=PETITION,
            receipt="R",
            case_revision=3,
            organisation_id=COMMUNITY,
            resolved_by=None,
            source=Source.QUESTION,
            source_id=question.id,
            reason="等得太久",
            at=NOON,
        )
        known = raised(denial, STRICT)
        work.objections.add(known)
        work.commit()
    done = []

    def answer():
        with place.work() as work:
            work.follow_ups.one(PETITION, 3)
            done.append(work.objections.standing([PETITION]))

    with place.work() as work:
        work.objections.get(known.objection_id)
        other = threading.Thread(target=answer)
        other.start()
        other.join(0.3)
        assert other.is_alive()
        work.follow_ups.one(PETITION, 3)
        work.commit()
    other.join(10)
    assert [each for (each,) in done] == [PETITION]
