"""Indicators (D-27): a value with its source, a share, a rough number, a target."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.errors import Invalid
from registry.adapters.steering.store import indicator_of, indicator_row
from registry.application.steering import commands
from registry.application.steering.views import indicator_view
from registry.domain.errors import OutOfReach
from registry.domain.steering import indicator as indicators
from registry.domain.steering.errors import IndicatorUnknown
from registry.domain.steering.indicator import (
    Direction,
    Indicator,
    IndicatorProfile,
    Measured,
    Progress,
    Qualifier,
    checked_number,
    measured,
)
from services.registry.tests.builders import COMMUNITY, NOON, OTHER, TODAY
from services.registry.tests.steering_house import CLERK, FAR, HEAD, ONE, say, store

pytestmark = pytest.mark.unit

__all__ = ["say", "store"]


def an_indicator(actor=HEAD, **changes):
    said = {
        "name": "选房签约率",
        "unit": "%",
        "organisation_id": COMMUNITY,
        "target": Decimal(100),
        "target_on": TODAY,
    }
    profile = IndicatorProfile(**said | changes)
    return commands.RecordIndicator(actor=actor, indicator_id=ONE, profile=profile)


def a_value(value="84.8", on=TODAY, actor=CLERK, **changes):
    said = {"source": "安置办月报", "value": Decimal(value), **changes}
    return commands.RecordValue(
        actor=actor, indicator_id=ONE, measured=Measured(on=on, **said)
    )


def share(part, whole, value=None, **changes):
    said = {"on": TODAY, "source": "台账", "qualifier": Qualifier.EXACT}
    return measured(value=value, part=part, whole=whole, **said | changes)


def test_d27_an_indicator_is_told_with_its_source_and_the_last_word_of_a_day_holds(say):
    for _ in range(2):
        say(an_indicator())
    for value in ("80", "80", "84.8"):
        told = say(a_value(value))
    shown = indicator_view(told, TODAY)
    assert [str(each.value) for each in shown.told] == ["80", "84.8"]
    assert (shown.state, shown.approximate) == (Progress.ON_THE_WAY, False)
    assert {each.source for each in shown.told} == {"安置办月报"}
    assert shown.told[0].by == CLERK.id
    assert indicator_view(told, TODAY - timedelta(days=1)).told == []


def test_d27_values_come_from_the_unit_or_those_set_over_it(say):
    with pytest.raises(IndicatorUnknown):
        say(a_value())
    say(an_indicator())
    say(a_value(actor=HEAD))
    with pytest.raises(OutOfReach):
        say(a_value(actor=FAR))
    with pytest.raises(OutOfReach):
        say(an_indicator(FAR))
    with pytest.raises(OutOfReach):
        say(an_indicator(organisation_id=OTHER))


def test_d27_what_is_yet_to_come_or_no_share_is_refused(say, monkeypatch):
    say(an_indicator(unit="户"))
    with pytest.raises(Invalid):
        say(a_value(on=TODAY + timedelta(days=1)))
    with pytest.raises(Invalid):
        say(replace(a_value(), measured=share(1, 2)))
    monkeypatch.setattr(indicators, "MOST_VALUES", 0)
    with pytest.raises(Invalid):
        say(a_value())


def test_d27_a_share_is_what_its_numbers_come_to():
    told = share(848, 1000)
    assert (str(told.value), told.part, told.whole) == ("84.80", 848, 1000)


@pytest.mark.parametrize(
    ("part", "whole", "value"),
    [(1, None, None), (None, 1, None), (2, 1, None), (0, 0, None), (1, 2, Decimal(9))],
)
def test_d27_half_a_share_is_none(part, whole, value):
    with pytest.raises(Invalid):
        share(part, whole, value)


def test_d27_a_value_is_told_one_way():
    with pytest.raises(Invalid):
        share(None, None)
    assert share(None, None, Decimal(3)).value == Decimal(3)


@pytest.mark.parametrize("value", ["NaN", "1E+400", "1E-5", "-1E14"])
def test_d27_a_number_that_cannot_be_is_refused(value):
    with pytest.raises(Invalid):
        checked_number(Decimal(value), "value")


def test_d27_a_number_is_told_in_plain_digits():
    assert str(checked_number(Decimal("1E+2"), "value")) == "100"


A, B = Direction.AT_LEAST, Direction.AT_MOST


@pytest.mark.parametrize(
    ("direction", "value", "qualifier", "meets"),
    [
        (A, 130, "exact", True),
        (A, 129, "exact", False),
        (A, 130, "more-than", True),
        (A, 130, "about", False),
        (A, 130, "almost", False),
        (A, 131, "about", True),
        (B, 130, "exact", True),
        (B, 130, "almost", True),
        (B, 130, "about", False),
        (B, 130, "more-than", False),
        (B, 129, "about", True),
        (B, 131, "almost", False),
    ],
)
def test_d32_d27_a_rough_number_never_just_reaches(direction, value, qualifier, meets):
    profile = an_indicator(target=Decimal(130), direction=direction).profile
    said = Measured(
        on=TODAY,
        source="简报",
        value=Decimal(value),
        qualifier=Qualifier(qualifier),
    )
    assert said.meets(profile) is meets


def test_c17_d32_a_rough_number_is_kept_in_the_words_of_its_source():
    rough = {"value": Decimal(60), "part": None, "whole": None, "said": "60多条"}
    told = measured(on=TODAY, source="简报", qualifier=Qualifier.MORE_THAN, **rough)
    asked = an_indicator()
    known = Indicator(indicator_id=ONE, profile=asked.profile)
    known.measure(told, by="li-na", at=NOON)
    [again] = indicator_of(indicator_row(known)).told
    assert (again.measured.said, again.measured.value) == ("60多条", Decimal(60))
    view = indicator_view(known, TODAY)
    assert (view.approximate, view.told[0].said) == (True, "60多条")
    with pytest.raises(Invalid) as refused:
        measured(on=TODAY, source="简报", qualifier=Qualifier.EXACT, **rough)
    assert refused.value.fields == {"qualifier": "not-exact"}
    exact = a_value(said="60条").measured
    assert exact.said == "60条"


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("values", "on", "state"),
    [
        ([], TODAY, "no-value"),
        ([], TODAY + DAY, "no-value"),
        ([("99", TODAY)], TODAY, "on-the-way"),
        ([("99", TODAY)], TODAY + DAY, "missed"),
        ([("100", TODAY)], TODAY + DAY, "reached"),
        ([("100", TODAY - DAY), ("99", TODAY)], TODAY, "on-the-way"),
        ([("99", TODAY), ("100", TODAY + DAY)], TODAY + DAY, "missed"),
        ([("100", TODAY + DAY)], TODAY + DAY, "missed"),
        ([("100", TODAY)], TODAY - DAY, "no-value"),
    ],
)
def test_d27_what_came_too_late_does_not_mend_a_missed_target(values, on, state):
    asked = an_indicator()
    known = Indicator(indicator_id=ONE, profile=asked.profile)
    later = NOON + 2 * DAY
    for value, day in values:
        known.measure(a_value(value, day).measured, by="li-na", at=later)
    assert known.progress(on) == state


def test_d23_a_year_without_incidents_is_told_by_somebody_or_is_not_known(say):
    year = {"name": "集体劳资案", "unit": "件", "target": Decimal(0)}
    told = say(an_indicator(direction=Direction.AT_MOST, **year))
    assert indicator_view(told, TODAY).state == Progress.NO_VALUE
    told = say(a_value("0"))
    shown = indicator_view(told, TODAY)
    assert shown.state == Progress.REACHED
    assert [(each.value, each.by, each.source) for each in shown.told] == [
        ("0", CLERK.id, "安置办月报")
    ]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 100)), max_size=20))
def test_d27_of_each_day_one_value_holds_in_the_order_of_days(said):
    known = Indicator(indicator_id=ONE, profile=an_indicator().profile)
    for ago, value in said:
        day = TODAY - timedelta(days=ago)
        known.measure(a_value(str(value), day).measured, by="li-na", at=NOON)
    held = known.values(TODAY)
    assert [each.on for each in held] == sorted({each.on for each in held})
    assert len(held) == len({ago for ago, _ in said})
