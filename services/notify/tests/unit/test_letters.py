"""Texts in three languages, checked before anybody reads them."""

import copy
from datetime import timedelta, timezone

import pytest

from notify.adapters.letters import (
    LANGUAGES,
    PLACEHOLDERS,
    BadTemplates,
    TemplateLetters,
    faults_of,
    own_templates,
)
from notify.application.ports import CannotWrite, Contact
from notify.domain.notice import WHO_IS_TOLD, Audience
from notify.domain.occurrence import Step
from notify.domain.sending.text import TextKey
from services.notify.tests.builders import PETITION, a_notice
from services.notify.tests.fakes import FakeTokens

pytestmark = pytest.mark.unit

CHINA = timezone(timedelta(hours=8))
EVERYTHING = {
    "receipt": "DEMO-2603-0003474",
    "due_at": "2026-05-01T17:00:00+00:00",
    "overdue_since": "2026-04-30T15:59:00+00:00",
    "handler_id": "staff-7",
    "returned_by": "510106",
    "level": 2,
    "reason": "duplicate",
    "explanation": "请向人民法院提出。",
    "outcome": "explained",
    "days": 20,
    "mediation_days": 9,
    "ground": "hearing",
    "measure": "yellow-card",
    "clock": "supervision",
    "severity": "urgent",
    "leader_id": "staff-9",
    "document": "handling-opinion",
    "number": "金泉街信〔2026〕12号",
    "stage": "review",
    "review_outcome": "upheld",
    "hazard": "fire",
    "agency": "成都市金牛区民政局",
    "mode": "transfer",
    "missing": "合同；照片",
    "category": "roads",
    "count": 2,
    "lines": "办结：A\n办结：B",
    "parts": "MQ-2611-0000192 MQ-2611-0000206",
    "when": "2026-12-02 14:30–17:00",
    "place": "街道接待室",
    "host": "街道领导",
    "request": "GX-2611-0000176",
}


OWN = own_templates()


def letters(table=None, **changes):
    usual = {"public_url": "https://mq.example.org/", "language": "zh-CN"}
    return TemplateLetters(table or OWN, FakeTokens(), zone=CHINA, **(usual | changes))


def compose(step, audience, to=None, **changes):
    notice = a_notice(
        step=step,
        audience=audience,
        params=EVERYTHING,
        case_revision=3,
        **changes,
    )
    return letters().compose(
        notice, to or Contact(name="冯一", tracking_code="7K3M-9Q2X")
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("step", "audience"),
    [(step, audience) for step, told in WHO_IS_TOLD.items() for audience, _ in told],
)
def test_everybody_who_is_told_gets_a_text_in_every_language(step, audience, language):
    message = compose(step, audience, Contact(name="N", language=language))
    shown = "2" if step is Step.DIGEST else EVERYTHING["receipt"]
    assert shown in message.subject
    assert message.language == language
    assert "{" not in message.subject + message.body


def test_a_reader_of_no_known_language_reads_the_agencys():
    message = compose(Step.CLOSED, Audience.OWNER, Contact(name="N", language="fr"))
    assert message.language == "zh-CN"


def test_a_date_is_the_day_it_is_in_the_agencys_time_zone():
    message = compose(Step.ASSIGNED, Audience.OWNER)
    assert "2026年5月2日" in message.body
    english = compose(Step.ASSIGNED, Audience.OWNER, Contact(name="N", language="en"))
    assert "2 May 2026" in english.body


@pytest.mark.parametrize(
    "moment", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00"]
)
def test_a_date_that_no_local_calendar_has_is_told_as_it_came(moment):
    due = a_notice(params=EVERYTHING | {"due_at": moment})
    assert moment in letters().compose(due, Contact(name="冯一")).body


def test_a_code_is_told_in_words_and_an_unknown_one_as_it_is():
    assert "解释说明" in compose(Step.RESOLVED, Audience.PETITIONER).body
    notice = a_notice(
        step=Step.RESOLVED,
        audience=Audience.PETITIONER,
        case_revision=3,
        params=EVERYTHING | {"outcome": "brand-new"},
    )
    assert "brand-new" in letters().compose(notice, Contact()).body


def test_a_resolution_asks_with_a_link_a_token_and_the_tracking_code():
    body = compose(Step.RESOLVED, Audience.PETITIONER).body
    token = FakeTokens().issue(PETITION, 3)
    link = f"https://mq.example.org/v1/follow-ups/{PETITION}?token={token}"
    assert link in body
    assert "7K3M-9Q2X" in body


def test_where_there_is_a_portal_letters_lead_people_there():
    notice = a_notice(
        step=Step.RESOLVED,
        audience=Audience.PETITIONER,
        params=EVERYTHING,
        case_revision=3,
    )
    here = letters(pages_url="https://portal.example.org/")
    body = here.compose(notice, Contact(tracking_code="7K3M-9Q2X")).body
    receipt = EVERYTHING["receipt"]
    assert f"https://portal.example.org/track/{receipt}" in body
    assert f"https://portal.example.org/v1/follow-ups/{PETITION}?token=" in body
    assert "mq.example.org" not in body


def test_somebody_without_a_name_is_addressed_politely():
    written = compose(Step.REFUSED, Audience.PETITIONER, Contact()).body
    assert written.startswith("居民朋友：")


def test_braces_in_what_people_wrote_are_text():
    notice = a_notice(
        step=Step.REFUSED,
        audience=Audience.PETITIONER,
        params=EVERYTHING | {"explanation": "{token} {0.__class__}"},
    )
    assert "{token} {0.__class__}" in letters().compose(notice, Contact()).body


def test_a_notice_that_lacks_what_its_text_needs_cannot_be_written():
    with pytest.raises(CannotWrite):
        letters().compose(a_notice(params={}), Contact())
    with pytest.raises(CannotWrite):
        letters().compose(a_notice(step=Step.STARTED), Contact())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (None, "closed.owner en body is missing"),
        ("{nonsense}", "closed.owner en body names 'nonsense'"),
        ("{receipt", "closed.owner en body: expected '}' before end of string"),
    ],
)
def test_a_wrong_template_stops_the_start_and_is_named(text, fault):
    table = copy.deepcopy(OWN)
    table["templates"]["closed.owner"]["en"]["body"] = text
    assert faults_of(table) == [fault]
    with pytest.raises(BadTemplates, match=r"closed\.owner en body"):
        letters(table)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "reason",
    ["no-rule", "unit-not-active", "accused", "accused-unit", "return-approved"],
)
def test_why_nobody_answers_yet_is_told_in_words(reason, language):
    notice = a_notice(
        step=Step.UNROUTED,
        audience=Audience.DISPATCH,
        params=EVERYTHING | {"reason": reason},
    )
    body = letters().compose(notice, Contact(language=language)).body
    assert not body.endswith(reason)


def test_a_unit_is_told_by_its_name_and_by_its_id_where_none_is_known():
    names = {"510106": "金泉街道办事处"}
    notice = a_notice(step=Step.RETURNED, audience=Audience.SUPERIOR, params=EVERYTHING)
    for known, shown in ((names, "金泉街道办事处"), ({}, "510106")):
        body = letters(unit_name=known.get).compose(notice, Contact()).body
        assert f"{shown} 认为" in body


@pytest.mark.parametrize("audience", [Audience.PETITIONER, Audience.FOLLOWER])
def test_a_petitioner_hears_who_has_it_and_to_whom_it_went_in_other_words(audience):
    told = {"step": Step.ASSIGNED, "audience": audience, "organisation_id": "510106"}
    names = {"510106": "金泉街道办事处"}
    bodies = [
        letters(unit_name=names.get)
        .compose(a_notice(params=EVERYTHING | more, **told), Contact())
        .body
        for more in ({}, {"moved": 1})
    ]
    assert "交金泉街道办事处" in bodies[0]
    assert "已转由金泉街道办事处办理" in bodies[1]


def test_no_letter_to_a_petitioner_names_the_staff():
    for key, texts in OWN["templates"].items():
        if key.endswith((".petitioner", ".follower")):
            assert "_id}" not in str(texts), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_preview_fills_every_placeholder_with_what_is_nobodys(language):
    key = TextKey(template="closed.owner", means="any", language=language)
    draft = "\n".join(f"{name}={{{name}}}" for name in sorted(PLACEHOLDERS))
    subject, body = letters().fill(key, "{receipt}", draft)
    shown = dict(line.split("=", 1) for line in body.split("\n"))
    assert subject == "MQ-0000-0000000"
    assert set(shown) == PLACEHOLDERS
    assert shown["outcome"] == OWN["words"]["explained"][language]
    assert shown["link"].startswith("https://mq.example.org/v1/follow-ups/0000")


@pytest.mark.parametrize(("own", "told"), [(9, "9"), (None, "-")])
def test_a30_a_letter_tells_the_mediations_days_apart_from_the_disputes(own, told):
    params = EVERYTHING | {"days": 27, "mediation_days": own}
    notice = a_notice(
        step=Step.MEDIATION_CLOSED, audience=Audience.PETITIONER, params=params
    )
    body = letters().compose(notice, Contact()).body
    assert f"调解历时{told}天，纠纷自发生至了结历时27天" in body
