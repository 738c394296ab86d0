"""Rules of a category are shown in the order in which routing takes them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.domain.routing_rules import Standing, speaking_of, standing

pytestmark = pytest.mark.unit

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def rule(code, category="noise", place="", priority=0, begin=None, end=None):
    return {
        "code": code,
        "category": category,
        "division_prefix": place,
        "priority": priority,
        "valid_from": begin,
        "valid_to": end,
    }


def shown(*rules, of="noise"):
    return [each["code"] for each in speaking_of(of, rules, NOW)]


def test_only_what_speaks_of_the_category_is_shown():
    rules = rule("a"), rule("b", "noi*"), rule("c", "*"), rule("d", "fire")
    assert shown(*rules) == ["a", "b", "c"]
    assert shown(*rules, of="fire") == ["d", "c"]
    assert shown(*rules, of="noi-se") == ["b", "c"]


def test_priority_goes_before_place_and_place_before_the_narrower_category():
    first = rule("z", "*", priority=5)
    second, third = rule("y", "*", "510106040"), rule("x", "noise", "510106")
    assert shown(third, second, first) == ["z", "y", "x"]
    assert shown(rule("b"), rule("a"), rule("c", "noise*")) == ["a", "b", "c"]


def test_what_ended_stands_last():
    day = timedelta(days=1)
    ended, comes = rule("a", end=NOW), rule("b", begin=NOW + day)
    assert shown(ended, comes, rule("c")) == ["b", "c", "a"]


def test_the_last_day_is_not_one_on_which_it_holds():
    day = date(2026, 11, 23)
    assert standing(None, None, day) is Standing.HOLDS
    assert standing(day, None, day) is Standing.HOLDS
    assert standing(date(2026, 11, 24), None, day) is Standing.COMES
    assert standing(date(2026, 1, 1), day, day) is Standing.ENDED
