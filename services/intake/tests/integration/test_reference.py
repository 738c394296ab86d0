"""Slow data are kept in memory, and never kept too long."""

import pytest

from intake.adapters.reference import LASTS, MISS_LASTS, CachedReference
from services.intake.tests.builders import COMMUNITY, NOON, a_category

pytestmark = pytest.mark.integration

TODAY = NOON.date()
ADD = """
insert into categories values
    ('roads', '{"zh-CN": "道路", "zh-TW": "道路", "en": "Roads"}', '2010-01-01', null)
"""


class Clock:
    def __init__(self):
        self.seconds = 100.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def reference(intake, clock):
    return CachedReference(intake.database, clock)


def test_what_is_known_is_not_asked_for_again(reference, statements):
    assert reference.category("street-lighting", TODAY) == a_category()
    statements.seen.clear()
    for _ in range(10):
        assert reference.category("street-lighting", TODAY)
        assert reference.organisation(COMMUNITY)
        assert reference.tree().covers(COMMUNITY, COMMUNITY)
    assert len(statements) == 0


def test_a_flood_of_unknown_names_asks_no_more_than_once_a_second(
    reference, statements, clock
):
    reference.tree()
    clock.seconds += MISS_LASTS
    statements.seen.clear()
    for number in range(50):
        assert reference.category(f"nothing-{number}", TODAY) is None
        assert reference.organisation(f"nobody-{number}") is None
    assert len(statements) == 2


def test_what_another_process_added_is_found_after_a_second(reference, intake, clock):
    assert reference.category("roads", TODAY) is None
    intake.database.rows(ADD)
    assert reference.category("roads", TODAY) is None
    clock.seconds += MISS_LASTS
    assert reference.category("roads", TODAY)


def test_what_another_process_changed_is_seen_after_half_a_minute(
    reference, intake, clock
):
    assert reference.category("street-lighting", TODAY)
    intake.database.rows("update categories set valid_to = '2020-01-01'")
    clock.seconds += LASTS
    assert reference.category("street-lighting", TODAY) is None


def test_what_was_read_while_it_changed_is_not_kept(reference, intake):
    real = intake.database.rows

    def slow(sql):
        found = real(sql)
        if "categories" in sql:
            intake.database.rows = real
            real(ADD)
            reference.forget()
        return found

    intake.database.rows = slow
    reference.tree()
    assert reference.category("roads", TODAY)
