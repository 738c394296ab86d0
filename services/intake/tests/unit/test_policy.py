"""What an agency's door asks, and until when it owes an answer."""

from datetime import UTC, date, datetime, timedelta

import pytest

from intake.domain.policy import STATUTORY_POLICY, IntakePolicy, Requirement

pytestmark = pytest.mark.unit

LATE_EVENING_IN_UTC = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)


def test_art23_fifteen_days_end_with_their_last_day_even_a_sunday():
    assert STATUTORY_POLICY.accept_by(LATE_EVENING_IN_UTC) == datetime(
        2026, 12, 6, 15, 59, 59, tzinfo=UTC
    )


def test_the_local_day_counts():
    assert STATUTORY_POLICY.day(LATE_EVENING_IN_UTC) == date(2026, 11, 21)
    an_hour_before = LATE_EVENING_IN_UTC - timedelta(hours=1)
    assert STATUTORY_POLICY.days_between(an_hour_before, LATE_EVENING_IN_UTC) == 1


def test_b03_a_kind_of_case_asks_for_its_own_fields():
    assert set(STATUTORY_POLICY.required({"case_kind": "promised"})) == {"promised_on"}
    joint = STATUTORY_POLICY.required({"case_kind": "joint", "channel": "web"})
    assert set(joint) == {"lead_id", "co_unit_ids"}
    assert STATUTORY_POLICY.required({}) == {}


def test_a_place_asks_for_more_where_all_that_it_names_holds():
    own = Requirement(
        fields=frozenset({"address"}), basis="本处规定", channel="window", kind="claim"
    )
    policy = IntakePolicy(requirements=(*STATUTORY_POLICY.requirements, own))
    assert policy.required({"channel": "window", "kind": "claim"}) == {
        "address": "本处规定"
    }
    assert policy.required({"channel": "window"}) == {}


def test_every_rule_has_a_basis():
    assert STATUTORY_POLICY.basis("representatives_at_most") == "信访工作条例第20条"
    assert STATUTORY_POLICY.basis("correction_days") == "本系统默认"
    own = IntakePolicy(bases={"correction_days": "本处规定"})
    assert own.basis("correction_days") == "本处规定"
