"""Texts that people write anew: checked, agreed to by another, and never lost."""

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from uuid import UUID

import pytest

from minqing_kernel.clock import FrozenClock
from minqing_kernel.errors import TransitionRefused
from minqing_kernel.messages import Actor, Role
from notify.adapters.letters import LANGUAGES, own_templates
from notify.application.commands import DecideText, ProposeText
from notify.application.sending.handlers import decide_text, propose_text
from notify.domain.errors import (
    DraftTaken,
    DraftUnknown,
    OwnText,
    TextOutrun,
    TextUnfit,
    TextUnknown,
)
from notify.domain.persons import StaffAccount
from notify.domain.sending.text import MUST_NAME, TextKey, check, placeholders
from notify.domain.sending.text_draft import DraftState, DraftStep, Wording
from services.notify.tests.builders import NOON
from services.notify.tests.fakes import InMemoryWork

pytestmark = pytest.mark.unit

OPS = Actor(id="o", role=Role.OPS)
SECOND = Actor(id="o-second", role=Role.OPS)
HEAD = Actor(id="head", role=Role.SUPERVISOR)
LATER = NOON + timedelta(hours=5)
KEY = TextKey(template="assigned.petitioner", means="any", language="zh-CN")
KNOWN = frozenset({"due_on"})
GOOD = {"subject": "{receipt}", "body": "{name}，期限 {due_on}"}


@pytest.mark.parametrize(
    ("subject", "body", "field", "code"),
    [
        ("{receipt}", "{due_on} {password}", "body", "placeholder-unknown"),
        ("{reason}", "{due_on} {receipt}", "subject", "placeholder-unknown"),
        ("{receipt}", "无期限", "body", "placeholder-missing"),
        ("无编号", "{due_on}", "body", "placeholder-missing"),
        ("{receipt", "{due_on}", "subject", "placeholder-malformed"),
        ("{receipt}", "{due_on:>99999999}", "body", "placeholder-malformed"),
        ("{receipt}", "{due_on!r}", "body", "placeholder-malformed"),
        ("{receipt}", "{due_on.__class__}", "body", "placeholder-malformed"),
        ("{receipt}", "{}", "body", "placeholder-malformed"),
    ],
)
def test_art34_a_text_names_what_it_must_and_nothing_else(subject, body, field, code):
    with pytest.raises(TextUnfit) as refused:
        check(KEY, subject, body, known=KNOWN)
    assert refused.value.fields == {field: code}
    allowed = "{code} {due_on} {inbox_link} {name} {receipt} {track_link}"
    assert refused.value.told[field]["allowed"] == allowed


def test_other_texts_name_the_receipt_at_least():
    key = replace(KEY, template="closed.owner")
    check(key, "{receipt}", "已办结", known=())
    with pytest.raises(TextUnfit):
        check(key, "办结", "已办结", known=())


def test_a_text_message_alone_has_no_subject():
    body = "{receipt} 期限 {due_on}"
    check(replace(KEY, means="sms"), "", body, known=KNOWN)
    with pytest.raises(TextUnfit) as refused:
        check(KEY, "", body, known=KNOWN)
    assert refused.value.fields == {"subject": "required"}


def test_art30_no_text_to_a_desk_carries_the_key_to_the_petitioners_inbox():
    words = {"subject": "{receipt}", "body": "{due_on} {inbox_link}"}
    for to in ("petitioner", "follower"):
        check(replace(KEY, template=f"assigned.{to}"), **words, known=KNOWN)
    with pytest.raises(TextUnfit):
        check(replace(KEY, template="assigned.owner"), **words, known=KNOWN)


def test_art22_what_came_packed_keeps_the_same_rules():
    for template, languages in own_templates()["templates"].items():
        for text in languages.values():
            named = placeholders(text["subject"]) | placeholders(text["body"])
            key = replace(KEY, template=template)
            check(key, text["subject"], text["body"], known=named)
    assert set(MUST_NAME) <= set(own_templates()["templates"])


def wording(replaces=0, **words):
    return Wording(replaces=replaces, **(GOOD | words))


def propose(
    work, replaces=0, *, draft=1, actor=OPS, words=MappingProxyType({}), **more
):
    said = {
        language: wording(replaces, **words.get(language, {})) for language in LANGUAGES
    }
    usual = {"template": KEY.template, "means": "any", "valid_from": NOON, "note": ""}
    command = ProposeText(
        actor=actor, draft_id=UUID(int=draft), **(usual | {"wordings": said} | more)
    )
    return propose_text(
        command, work, clock=FrozenClock(NOON), known={KEY.template: KNOWN}.get
    )


def decide(work, *, by=HEAD, draft=1, step=DraftStep.APPROVE, at=LATER, reason=""):
    command = DecideText(actor=by, draft_id=UUID(int=draft), step=step, reason=reason)
    return decide_text(command, work, clock=FrozenClock(at))


def test_a_text_holds_in_every_language_once_another_person_agrees():
    work = InMemoryWork()
    assert propose(work).state is DraftState.PROPOSED
    assert work.texts.rows == []
    told = decide(work)
    assert (told.state, told.decided_by, told.decided_at) == (
        DraftState.APPROVED,
        "supervisor:head",
        LATER,
    )
    assert [(each.key.language, each.edition) for each in work.texts.rows] == [
        ("en", 1),
        ("zh-CN", 1),
        ("zh-TW", 1),
    ]
    first = work.texts.rows[0]
    assert (first.by, first.at) == ("ops:o", NOON)
    assert (first.approved_by, first.valid_from) == ("supervisor:head", LATER)


def test_an_edition_begins_on_its_day_and_never_before_it_was_agreed_to():
    work = InMemoryWork()
    propose(work, valid_from=LATER + timedelta(days=3))
    decide(work)
    assert work.texts.rows[0].valid_from == LATER + timedelta(days=3)


def test_nobody_lets_out_their_own_text_by_whichever_account():
    work = InMemoryWork()
    propose(work)
    for account in ("o", "o-second"):
        work.persons.put(StaffAccount(staff_id=account, revision=1, person="p-1"))
    for actor in (OPS, Actor(id="O", role=Role.SUPERVISOR), SECOND):
        with pytest.raises(OwnText):
            decide(work, by=actor)
    assert work.texts.rows == []


def test_who_wrote_a_draft_may_take_it_back():
    work = InMemoryWork()
    propose(work)
    told = decide(work, by=OPS, step=DraftStep.REFUSE, reason="写错了")
    assert (told.state, told.reason) == (DraftState.REFUSED, "写错了")
    assert work.texts.rows == []
    with pytest.raises(TransitionRefused):
        decide(work)


def test_the_same_draft_twice_is_one_and_another_under_its_id_is_refused():
    work = InMemoryWork()
    assert propose(work) is propose(work)
    with pytest.raises(DraftTaken):
        propose(work, words={"en": {"body": "{due_on} other"}})


def test_who_read_an_older_edition_changes_nothing():
    work = InMemoryWork()
    propose(work)
    propose(work, draft=2)
    decide(work)
    for replaces in (0, 2):
        with pytest.raises(TextOutrun):
            propose(work, replaces, draft=3)
    with pytest.raises(TextOutrun):
        decide(work, draft=2)
    assert len(work.texts.rows) == len(LANGUAGES)


def test_every_fault_is_named_by_its_language():
    wrong = {"en": {"body": "{secret} {due_on}"}, "zh-TW": {"subject": ""}}
    with pytest.raises(TextUnfit) as refused:
        propose(InMemoryWork(), words=wrong)
    assert refused.value.fields == {
        "en.body": "placeholder-unknown",
        "zh-TW.subject": "required",
    }
    assert refused.value.told["en.body"]["wrong"] == "{secret}"


def test_a_text_that_is_never_sent_is_unknown():
    with pytest.raises(TextUnknown):
        propose(InMemoryWork(), template="sung.petitioner")


def test_a_draft_that_nobody_wrote_is_unknown():
    with pytest.raises(DraftUnknown):
        decide(InMemoryWork())
