"""What nobody told anything about for a week: the petitioner reads it, and the head."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from portal.domain.progress import Stand
from services.portal.tests.desk_stand_in import UNIT
from services.portal.tests.scenes import LATE, fact, hear
from services.portal.tests.stand_in import NOON

pytestmark = pytest.mark.integration

WAY = "/watch/silent"


@pytest.fixture
def parts(staff_site):
    found = staff_site[0]
    found.database.rows("truncate heard_facts, matters")
    yield found
    found.database.rows("truncate heard_facts, matters")


def quiet(parts, number, days, **more):
    """Let a case of a unit be heard of for the last time so many days ago."""
    known = {
        "petition_id": UUID(int=number),
        "receipt": f"MQ-2611-{number:07d}",
        "source": "routing",
        "stand": Stand.WORKING,
        "organisation_id": UNIT,
    }
    hear(parts, fact(**known | more | {"at": NOON - timedelta(days=days)}))


def numbers(colleague):
    return re.findall(r"/desk/cases/MQ-2611-0*([0-9]+)\?act=urge", colleague.page.text)


def test_what_is_silent_for_a_week_stands_on_the_list_of_the_head(colleague, parts):
    for number, days in ((1, 9), (2, 30), (3, 6)):
        quiet(parts, number, days)
    quiet(parts, 4, 20, stand=Stand.ANSWERED)
    quiet(parts, 5, 20, organisation_id="elsewhere")
    colleague.sign_in("chen").get(WAY)
    assert numbers(colleague) == ["2", "1"]
    assert colleague.says("30 天")
    quiet(parts, 2, 1, revision=2)
    assert numbers(colleague.get(WAY)) == ["1"]
    assert colleague.sign_in("wang").get(WAY).status == 403


def test_the_list_goes_on_by_pages_and_names_nothing_that_intake_does_not_show(
    colleague, parts, staff_site
):
    for number in range(1, 28):
        quiet(parts, number, 60 - number)
    colleague.sign_in("chen").get(WAY)
    assert len(numbers(colleague)) == 25
    [more] = re.findall(r'href="(/watch/silent\?after=[^"]+)"', colleague.page.text)
    assert numbers(colleague.get(more)) == ["26", "27"]
    for odd in ("?after=x", "?after=2026-01-01|x", "?after=2026-01-01T00:00:00Z|%00"):
        assert len(numbers(colleague.get(WAY + odd))) == 25
    staff_site[1].matters_away = True
    assert colleague.get(WAY).says("暂时列不出来")


def test_a_recount_knows_when_each_was_heard_of_last(parts):
    quiet(parts, 1, 9)
    quiet(parts, 1, 8, revision=2, stand=None)
    parts.database.rows("update matters set moved_at = null")
    assert parts.projection.differences() == 2
    parts.projection.rebuild()
    assert parts.projection.differences() == 0
    [row] = parts.database.rows("select moved_at from matters")
    assert row["moved_at"] == NOON - timedelta(days=8)


def test_a_resident_reads_that_nothing_new_was_told_for_a_week(resident, site):
    said = "天没有新进展"
    old = [each | {"at": "2026-11-12T02:00:00Z"} for each in LATE["timeline"]]
    site[1].told = LATE | {"timeline": old}
    assert resident.open().says(f"已经 9 {said}")
    site[1].told = LATE
    assert not resident.open().says(said)
    site[1].told = LATE | {"timeline": old, "state": "resolved"}
    assert not resident.open().says(said)
