"""Texts that people edit: checked, numbered, and never lost."""

from dataclasses import replace

import pytest

from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Actor, Role
from notify.adapters.letters import own_templates
from notify.application.commands import EditText
from notify.application.sending.handlers import edit_text
from notify.domain.errors import TextOutrun, TextUnfit, TextUnknown
from notify.domain.sending.text import MUST_NAME, TextKey, check, placeholders
from services.notify.tests.builders import NOON
from services.notify.tests.fakes import InMemoryWork

pytestmark = pytest.mark.unit

OPS = Actor(id="o", role=Role.OPS)
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


def edit(work, replaces=0, **words):
    command = EditText(actor=OPS, key=KEY, replaces=replaces, **(GOOD | words))
    return edit_text(
        command, work, clock=FrozenClock(NOON), known={KEY.template: KNOWN}.get
    )


def test_an_edition_says_who_wrote_it_and_when():
    work = InMemoryWork()
    first, second = edit(work), edit(work, replaces=1)
    assert [first.edition, second.edition] == [1, 2]
    assert (second.by, second.at) == ("ops:o", NOON)
    assert work.texts.rows == [first, second]


def test_who_read_an_older_edition_edits_nothing():
    work = InMemoryWork()
    edit(work)
    for outrun in (0, 2):
        with pytest.raises(TextOutrun):
            edit(work, replaces=outrun)


def test_a_text_that_is_never_sent_is_unknown():
    command = EditText(
        actor=OPS,
        key=TextKey(template="sung.petitioner", means="any", language="en"),
        replaces=0,
        **GOOD,
    )
    with pytest.raises(TextUnknown):
        edit_text(command, InMemoryWork(), clock=FrozenClock(NOON), known={}.get)
