"""The read model: the same whatever order facts come in, and what a recount gives."""

import random
import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from portal.domain.progress import Stand
from portal.entrypoints import cli
from services.portal.tests.rooms import house
from services.portal.tests.scenes import fact, hear
from services.portal.tests.stand_in import NOON

pytestmark = pytest.mark.integration

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
ROWS = "select * from matters order by petition_id"


@pytest.fixture
def parts(tmp_path, database):
    with house(tmp_path, database("portal")) as (found, _):
        yield found


def life(petition, number):
    """The facts of one matter, from the door to its end."""
    known = {"petition_id": petition, "receipt": f"MQ-2611-{number:07d}"}
    case = {**known, "source": "routing"}
    return [
        fact(**known),
        fact(**known, revision=2, stand=Stand.WORKING, category="lighting"),
        fact(**known, revision=3, stand=None, category="noise"),
        fact(**case, stand=Stand.WORKING, organisation_id="A", due_at=NOON),
        fact(
            **case,
            revision=2,
            stand=None,
            organisation_id="B",
            due_at=NOON + timedelta(days=5),
        ),
        fact(**case, revision=3, stand=Stand.ANSWERED, organisation_id="B"),
    ]


def test_d05_what_another_agency_received_first_counts_there_and_only_there(parts):
    ours, theirs = life(UUID(int=51), 51), life(UUID(int=52), 52)
    known = {"petition_id": UUID(int=52), "receipt": "MQ-2611-0000052"}
    came = fact(
        **known, source="routing", revision=4, stand=None, first_agency="jinquan-street"
    )
    for each in [came, *theirs, *ours]:
        hear(parts, each)
    assert sum(row.received for row in parts.projection.sums(LONG_AGO)) == 1
    assert parts.projection.differences() == 0


def test_facts_in_any_order_any_number_of_times_fold_to_the_same_row(parts):
    lives = [life(UUID(int=n), n) for n in range(1, 9)]
    for at, facts in enumerate(lives):
        mixed = [*facts, *facts[:3]]
        random.Random(at).shuffle(mixed)
        for each in mixed:
            hear(parts, each)
    rows = parts.database.rows(ROWS)
    told = {
        (
            row["stand"],
            row["category"],
            row["organisation_id"],
            row["due_at"],
            row["received_at"],
        )
        for row in rows
    }
    assert len(rows) == 8
    assert told == {("answered", "noise", "B", NOON + timedelta(days=5), NOON)}
    assert parts.projection.differences() == 0
    assert parts.projection.petition_of("MQ-2611-0000003") == UUID(int=3)
    assert parts.projection.petition_of("MQ-2611-0000099") is None


def test_rebuilding_mends_what_is_wrong_missing_or_stray(parts, capsys):
    hear(parts, *(each for n in range(1, 30) for each in life(UUID(int=n), n)))
    before = [dict(row) for row in parts.database.rows(ROWS)]
    parts.database.rows(
        "update matters set stand = 'closed' where receipt < 'MQ-2611-0000009'"
    )
    parts.database.rows("delete from matters where receipt > 'MQ-2611-0000020'")
    parts.database.rows(
        "insert into matters (petition_id, receipt, stand, received_at)"
        " values ('ffffffff-0000-0000-0000-000000000000', 'X', 'closed', now())"
    )
    with pytest.raises(cli.CannotDo, match="rows differ"):
        cli.check_projection(parts)
    assert parts.projection.rebuild(chunk=7) == 29
    cli.check_projection(parts)
    assert [dict(row) for row in parts.database.rows(ROWS)] == before
    assert "folds to" in capsys.readouterr().out


def test_rebuilding_from_nothing_while_facts_come_in_loses_none(parts):
    hear(parts, *(each for n in range(1, 40) for each in life(UUID(int=n), n)))
    parts.database.rows("truncate matters")
    ended = threading.Event()

    def go_on():
        for n in range(1, 40):
            hear(
                parts,
                fact(
                    petition_id=UUID(int=n),
                    source="routing",
                    revision=4,
                    stand=Stand.CLOSED,
                ),
            )
        ended.set()

    writer = threading.Thread(target=go_on)
    writer.start()
    while not ended.is_set():
        parts.projection.rebuild(chunk=5)
    writer.join()
    assert parts.projection.differences() == 0
    assert {row["stand"] for row in parts.database.rows(ROWS)} == {"closed"}


def test_merged_matters_count_once_in_the_sums(parts):
    known = [fact(category="noise", stand=Stand.WORKING) for _ in range(6)]
    hear(parts, *known)
    merged = {"petition_id": known[0].petition_id, "source": "routing"}
    hear(parts, fact(**merged, stand=Stand.MERGED))
    (row,) = parts.projection.sums(LONG_AGO)
    assert (row.category, row.received, row.closed) == ("noise", 5, 0)
