"""Every step and every reason has words in every language, without a slot left open."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from intake.domain.lifecycle import PetitionState
from intake.domain.progress import CaseFact, CaseStep
from intake.domain.refusal import RefusalReason
from intake.entrypoints.handover_words import HANDED_OVER
from intake.entrypoints.public_words import (
    ANSWERED,
    ANSWERED_AT_ONCE,
    REMINDED,
    REVIEW_WANTED,
    SILENT_UNROUTED,
    STEPS,
    WITHDRAWING,
    say_date,
    say_step,
)
from intake.entrypoints.refusal_words import (
    REFUSALS,
)
from intake.entrypoints.turn_words import WITH_REASON, turn_in_words

LANGUAGES = ("zh-CN", "zh-TW", "en")
SHANGHAI = ZoneInfo("Asia/Shanghai")
DUE = datetime(2026, 12, 21, tzinfo=UTC)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "step", [*PetitionState, *CaseStep, REMINDED, ANSWERED, SILENT_UNROUTED]
)
def test_every_step_has_words(step, language):
    said = say_step(step, language, unit="金科苑社区", superior="街道", date="11月24日")
    assert said
    assert "{" not in said


def test_no_words_are_kept_for_what_is_no_step():
    assert set(STEPS) == {
        *PetitionState,
        *CaseStep,
        REMINDED,
        ANSWERED,
        ANSWERED_AT_ONCE,
        WITHDRAWING,
        REVIEW_WANTED,
        SILENT_UNROUTED,
        *HANDED_OVER,
        *WITH_REASON,
    }


def a_turn(step, **said):
    return CaseFact(revision=3, step=step, at=DUE, **said)


TURNS = [
    (a_turn(CaseStep.EXTENDED, due_at=DUE, reason="等灯具到货", days=30), "-why"),
    (a_turn(CaseStep.EXTENDED, due_at=DUE), ""),
    (a_turn(CaseStep.SUSPENDED, reason="hearing"), "-hearing"),
    (a_turn(CaseStep.SUSPENDED, reason="legacy", due_at=DUE), "-legacy"),
    (a_turn(CaseStep.SUSPENDED, reason="legacy"), ""),
    (a_turn(CaseStep.SUSPENDED, reason="storm"), ""),
    (a_turn(CaseStep.SUSPENDED), ""),
    (a_turn(CaseStep.CLOSED), "-explained"),
    (a_turn(CaseStep.STARTED, reason="只给同事"), ""),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("fact", "more"), TURNS)
def test_a_turn_says_why_where_its_petitioner_may_know(fact, more, language):
    key = turn_in_words(fact.step, fact, "explained")
    assert key == f"{fact.step}{more}"
    days, date = fact.days or 0, say_date(DUE, language, SHANGHAI)
    said = say_step(key, language, date=date, days=days, reason=fact.reason or "")
    assert "{" not in said
    assert ("等灯具到货" in said and "30" in said) == (more == "-why")
    assert (date in said) == (more in {"-why", "-legacy"} or key == "extended")


def test_what_was_only_explained_is_not_called_solved():
    closed = a_turn(CaseStep.CLOSED)
    words = {
        outcome: say_step(turn_in_words("closed", closed, outcome), "zh-CN")
        for outcome in ("resolved", "explained", None)
    }
    assert words["resolved"] == "已办结：答复为“已解决”。"
    assert "不算“已解决”" in words["explained"]
    assert words[None] == "已办结。"


def test_every_reason_has_words():
    assert set(REFUSALS) == set(RefusalReason)
    assert all(set(words) == set(LANGUAGES) for words in REFUSALS.values())


def test_a_unit_without_a_name_is_we():
    assert say_step("started", "zh-CN") == "我们正在办。"
    assert say_step("started", "en") == "Our office is working on it."


@pytest.mark.parametrize(
    "language, words",
    [
        ("zh-CN", "2026年11月25日 周三"),
        ("zh-TW", "2026年11月25日 週三"),
        ("en", "Wed 25 Nov 2026"),
    ],
)
def test_a_date_is_that_of_the_wall_calendar_with_its_weekday(language, words):
    evening = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
    assert say_date(evening, language, SHANGHAI) == words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("zone", [SHANGHAI, ZoneInfo("America/New_York")])
@pytest.mark.parametrize("hours", [-12, 0, 14])
@pytest.mark.parametrize("ends", ["0001-01-01T00:00:00", "9999-12-31T23:59:59"])
def test_any_date_that_was_ever_stored_can_be_said(ends, hours, zone, language):
    elsewhere = timezone(timedelta(hours=hours))
    at = datetime.fromisoformat(ends).replace(tzinfo=elsewhere)
    assert say_date(at, language, zone)


@pytest.mark.parametrize("month", range(1, 13))
def test_months_have_their_own_names(month):
    at = datetime(2026, month, 15, tzinfo=UTC)
    assert at.strftime("%b") in say_date(at, "en", SHANGHAI)
