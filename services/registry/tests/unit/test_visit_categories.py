"""Categories of findings: intake's list of the day, or nobody knows (B-21, B-26)."""

from datetime import date, timedelta

import pytest

from minqing_chassis.rpc import RpcUnavailable
from registry.adapters.visits.categories import (
    AWAY_LASTS,
    LASTS,
    MISS_LASTS,
    IntakeCategories,
)
from registry.application.visits.categories import must_hold
from registry.domain.visits.errors import FindingCategoryUnknown
from services.registry.tests.builders import TODAY

pytestmark = pytest.mark.unit

DAY = timedelta(days=1)


class Intake:
    """Tells a list, or is away."""

    def __init__(self) -> None:
        self.told: dict | None = {"old": [str(TODAY - 9 * DAY), str(TODAY)]}
        self.calls = 0

    def call(self, method: str) -> dict:
        assert method == "category_days"
        self.calls += 1
        if self.told is None:
            raise RpcUnavailable
        return self.told


@pytest.fixture
def intake() -> Intake:
    return Intake()


@pytest.fixture
def seconds() -> list[float]:
    return [100.0]


@pytest.fixture
def listed(intake, seconds) -> IntakeCategories:
    return IntakeCategories(intake=intake, monotonic=lambda: seconds[0])


def test_b21_a_category_holds_from_its_first_day_until_the_day_before_its_end(listed):
    days = [TODAY - 10 * DAY, TODAY - 9 * DAY, TODAY - DAY, TODAY]
    assert [listed.holds("old", day) for day in days] == [False, True, True, False]
    assert listed.holds("none", TODAY) is False
    assert listed.holds("none", date.max) is False


def test_the_list_is_asked_for_now_and_then_and_after_what_it_does_not_name(
    listed, intake, seconds
):
    assert listed.holds("old", TODAY - DAY)
    intake.told["new"] = [str(TODAY), None]
    assert listed.holds("new", TODAY) is False
    assert intake.calls == 1
    seconds[0] += MISS_LASTS
    assert listed.holds("new", TODAY)
    assert intake.calls == 2
    seconds[0] += LASTS
    assert listed.holds("new", TODAY)
    assert intake.calls == 3


def test_what_was_told_last_holds_while_intake_is_away(listed, intake, seconds):
    assert listed.holds("old", TODAY - DAY)
    intake.told = None
    seconds[0] += LASTS
    assert listed.holds("old", TODAY - DAY)
    assert listed.holds("none", TODAY) is False


def test_b26_nothing_is_held_against_anybody_while_nobody_knows_the_list(
    listed, intake
):
    intake.told = None
    assert listed.holds("old", TODAY) is None
    must_hold("old", TODAY, listed)
    assert intake.calls == 1


def test_b26_who_sends_much_does_not_wait_for_an_intake_that_is_away_each_time(
    listed, intake, seconds
):
    def wait(_: str) -> dict:
        intake.calls += 1
        seconds[0] += MISS_LASTS
        raise RpcUnavailable

    intake.call = wait
    for _ in range(200):
        assert listed.holds("old", TODAY) is None
    assert intake.calls == 1
    seconds[0] += AWAY_LASTS
    del intake.call
    assert listed.holds("old", TODAY - DAY)


def test_b26_a_category_is_checked_when_it_is_said(listed):
    must_hold(None, TODAY, listed)
    must_hold("old", TODAY - DAY, listed)
    with pytest.raises(FindingCategoryUnknown) as refusal:
        must_hold("old", TODAY, listed)
    assert refusal.value.fields == {"matter": "unknown-category"}
