"""Requests to correct and to delete (个人信息保护法第44-50条)."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from minqing_kernel.errors import Forbidden, Invalid, TransitionRefused
from minqing_kernel.messages import Role
from registry.application.archive.commands import ReadOwnFile
from registry.application.archive.views import edits
from registry.application.lives.commands import RecordDeparture
from registry.application.privacy.commands import ListOwnRequests, ReadRequest
from registry.domain.access import Purpose
from registry.domain.archive.errors import SectionNotYours, SectionUnknown
from registry.domain.errors import OutOfReach, ResidentClosed
from registry.domain.privacy.errors import (
    LawKeeps,
    RequestFixed,
    RequestUnknown,
    SecondEyes,
)
from registry.domain.privacy.policy import PrivacyPolicy
from registry.domain.privacy.request import REQUESTS, RequestState
from services.registry.tests.archive_builders import (
    CLERK,
    CONDITION,
    ILLNESS,
    define,
    edit,
)
from services.registry.tests.builders import OTHER, TODAY, a_cause, an_actor
from services.registry.tests.fakes import in_memory, sealed
from services.registry.tests.rights_asked import (
    LAW,
    ME,
    MINE,
    OTHER_CLERK,
    RULES,
    agree,
    correct,
    decide,
    delete,
    say,
    settle,
    store,
)

pytestmark = pytest.mark.unit

__all__ = ["say", "store"]

README = Path(__file__).parents[2] / "README.md"


def history(store, section="health"):
    return store.entries[MINE, section]


def test_a_request_runs_from_now_for_fifteen_working_days(say, store):
    seen = say(correct(illness="高血压"))
    assert seen.request.due_on == date(2026, 3, 23)
    assert seen.request.state == RequestState.RECEIVED
    assert [each.step for each in store.facts] == ["received"]
    assert say(ReadOwnFile(actor=ME)).sections[0].revision == 1


def test_a06_a_granted_correction_is_an_edit_with_its_source(say, store):
    asked = correct(illness="高血压")
    say(asked)
    decided = say(decide(asked))
    assert (decided.request.state, decided.request.decided_by) == (
        RequestState.GRANTED,
        CLERK.id,
    )
    last = history(store)[-1]
    assert (last.revision, last.request_id, last.by) == (2, asked.request_id, CLERK)
    assert last.values == {"condition": "重病", "illness": "高血压"}
    assert history(store)[0].values["illness"] == "糖尿病"
    say(decide(asked))
    assert len(history(store)) == 2


def test_a_granted_deletion_destroys_what_stood_there_before(say, store):
    asked = delete("illness")
    say(asked)
    agree(say, asked)
    first, last = history(store)
    assert (first.erased, first.values) == (True, {})
    assert last.values == {"condition": "重病"}


def test_a_deletion_waits_for_a_second_person_and_nothing_is_gone_before(say, store):
    asked = delete("illness")
    say(asked)
    with pytest.raises(TransitionRefused):
        say(settle(asked))
    proposed = say(decide(asked)).request
    assert (proposed.state, proposed.decided_by) == (RequestState.PROPOSED, CLERK.id)
    assert history(store)[-1].revision == 1
    assert say(decide(asked)).request.state == RequestState.PROPOSED
    with pytest.raises(RequestFixed):
        say(decide(asked, granted=False, law=LAW))
    [own] = say(ListOwnRequests(actor=ME))
    told = own.request
    assert (told.state, told.decided_by, own.reason) == ("received", None, None)
    [filed] = say(ReadOwnFile(actor=ME)).requests
    assert (filed.state, filed.reason) == ("received", None)
    with pytest.raises(SecondEyes):
        say(settle(asked, actor=CLERK))
    with pytest.raises(OutOfReach):
        say(settle(asked, actor=an_actor(Role.CLERK, OTHER)))
    back = say(settle(asked, agreed=False))
    assert (back.request.state, back.request.decided_by) == ("received", None)
    assert (back.reason, history(store)[-1].revision) == (None, 1)
    done = agree(say, asked).request
    assert (done.state, done.agreed_by) == (RequestState.GRANTED, OTHER_CLERK.id)
    assert (done.decided_by, history(store)[-1].revision) == (CLERK.id, 2)


def test_what_a_law_has_come_to_keep_is_not_agreed_to(say, store):
    asked = delete("condition", section="aid")
    say(asked)
    freely = in_memory(store, replace(RULES, policy_at=lambda _: PrivacyPolicy()))
    freely.handle(decide(asked), a_cause())
    with pytest.raises(LawKeeps):
        say(settle(asked))


def test_particulars_are_corrected_and_deleted_too(say, store):
    name = correct("particulars", name="白大梨", telephone="13800138001")
    say(name)
    say(decide(name))
    words = store.residents[MINE].profile.particulars
    assert (words.name, words.telephone) == ("白大梨", "13800138001")
    gone = delete("telephone", section="particulars")
    say(gone)
    agree(say, gone)
    assert store.residents[MINE].profile.particulars.telephone is None
    assert any("白" in each for each in store.words[MINE])


def test_the_history_names_the_fields_of_class_3_and_not_what_they_say(say, store):
    """个人信息保护法第46条: who asked sees that it was done; guessing tells nothing."""
    asked = correct(illness="高血压")
    say(asked)
    say(decide(asked))
    say(edit(MINE, seen=2, illness="高血压"))
    say(edit(MINE, seen=3, condition="良好"))
    told = edits([sealed(each) for each in history(store)])
    assert [each.changed for each in told] == [
        ["condition", "illness"],
        ["illness"],
        ["illness"],
        ["condition"],
    ]
    assert "高血压" not in repr(told)


def test_whoever_left_may_still_have_a_number_deleted_but_nothing_new_said(say, store):
    say(RecordDeparture(actor=CLERK, resident_id=MINE, left_on=TODAY))
    gone = delete("telephone", "identity_number", section="particulars")
    say(gone)
    assert agree(say, gone).request.state == RequestState.GRANTED
    resident = store.residents[MINE]
    words = resident.profile.particulars
    assert (words.telephone, words.identity_number) == (None, None)
    again = delete("telephone", section="particulars")
    say(again)
    agree(say, again)
    assert store.residents[MINE].revision == resident.revision
    health = delete("illness")
    say(health)
    agree(say, health)
    assert history(store)[-1].values == {"condition": "重病"}
    for asked in (correct("particulars", name="白大梨"), correct(illness="哮喘")):
        say(asked)
        with pytest.raises(ResidentClosed):
            say(decide(asked))
        say(decide(asked, granted=False))


def test_what_a_law_keeps_is_not_deleted_and_the_refusal_cites_it(say):
    asked = delete("condition", section="aid")
    say(asked)
    with pytest.raises(LawKeeps):
        say(decide(asked))
    assert say(decide(asked, granted=False)).request.law == LAW
    other = delete("illness")
    say(other)
    with pytest.raises(Invalid) as refused:
        say(decide(other, granted=False))
    assert refused.value.fields == {"law": "required"}
    told = say(decide(other, granted=False, law="个人信息保护法第47条第2款"))
    assert told.reason == "已核实"


def test_a_refused_correction_needs_a_reason_alone(say, store):
    asked = correct(illness="高血压")
    say(asked)
    with pytest.raises(Invalid):
        say(decide(asked, granted=False, reason=" "))
    assert say(decide(asked, granted=False)).request.state == RequestState.REFUSED
    assert len(history(store)) == 1
    with pytest.raises(RequestFixed):
        say(decide(asked))


def test_every_look_at_a_request_is_written_down(say, store):
    asked = correct(illness="高血压")
    say(asked)
    assert say(ReadRequest(actor=CLERK, request_id=asked.request_id)).values == {
        "illness": "高血压"
    }
    (mine,) = say(ListOwnRequests(actor=ME))
    assert mine.statement == "写错了"
    seen = [(each.actor, each.purpose) for each in store.looks]
    assert seen == [(CLERK, Purpose.CORRECTION), (ME, Purpose.OWN_REQUEST)]


def test_one_id_is_one_request(say):
    asked = correct(illness="高血压")
    assert say(asked) == say(asked)
    for other in ({"illness": "哮喘"}, {"condition": "良好"}):
        with pytest.raises(RequestFixed):
            say(correct(request_id=asked.request_id, **other))


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (correct(), Invalid),
        (delete(), Invalid),
        (delete("illness", "illness"), Invalid),
        (delete("name", section="particulars"), Invalid),
        (correct("particulars", birthday="x"), Invalid),
        (correct("particulars", telephone="电话"), Invalid),
        *(
            (correct("particulars", **{code: value}), Invalid)
            for code in ("name", "identity_number", "telephone", "registered_address")
            for value in (None, 5, True, " ", ["x"], {"a": 1})
        ),
        (correct("particulars", name="白*梨"), Invalid),
        (correct(illnes="x"), Invalid),
        (correct("none", condition="x"), SectionUnknown),
        (correct("secret", condition="x"), SectionUnknown),
        (correct(actor=CLERK, illness="x"), OutOfReach),
        (ListOwnRequests(actor=CLERK), OutOfReach),
        (ReadRequest(actor=CLERK, request_id=uuid4()), RequestUnknown),
    ],
)
def test_what_cannot_be_asked_is_refused(say, store, command, refusal):
    with pytest.raises(refusal):
        say(command)
    assert store.requests == {}


def test_b23_only_who_keeps_the_file_and_may_write_there_decides(say):
    asked = correct("closed", condition="良好")
    say(asked)
    stranger = an_actor(Role.CLERK, OTHER)
    for command in (
        decide(asked, actor=stranger),
        ReadRequest(actor=stranger, request_id=asked.request_id),
    ):
        with pytest.raises(Forbidden):
            say(command)
    with pytest.raises(SectionNotYours):
        say(decide(asked))
    say(decide(asked, actor=an_actor(Role.SUPERVISOR)))


def test_a_required_field_is_not_deleted(say):
    say(define("health", replace(ILLNESS, required=True), CONDITION))
    asked = delete("illness")
    say(asked)
    say(decide(asked))
    with pytest.raises(Invalid) as refused:
        say(settle(asked))
    assert refused.value.fields == {"values.illness": "required"}


def test_the_page_of_the_service_draws_its_states():
    drawn = f"```mermaid\n{REQUESTS.as_mermaid()}\n```"
    assert drawn in README.read_text("utf-8")
