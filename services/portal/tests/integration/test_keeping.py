"""Kept matters in their table: carried once however many carry, words erased."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest

from portal.application.carrying import cause_of, key_of
from portal.application.commands import KeepMatter
from portal.domain.errors import KeptTwice
from portal.domain.kept import KeptState
from portal.entrypoints import cli
from portal.entrypoints.web.keeping import print_of
from services.portal.tests.rooms import house
from services.portal.tests.stand_in import CODE, NOON, RECEIPT

pytestmark = pytest.mark.integration

SECRET = "张三家的灯"


@pytest.fixture
def rooms(tmp_path, database):
    with house(tmp_path, database("portal")) as found:
        yield found


def keep(parts, number="ZC-2611-000001", matter_id=None):
    matter_id = matter_id or uuid4()
    kept = {"body": f'{{"text": "{SECRET}"}}', "language": "zh-CN", "code": "AB"}
    command = KeepMatter(
        matter_id=matter_id,
        number=number,
        code_print=print_of(parts, number, "AB"),
        sealed=parts.sealer.seal(kept, str(matter_id)),
        at=NOON,
    )
    parts.bus.handle(command, cause_of(matter_id))
    return matter_id


def everything(parts):
    """Every row of every table, as text."""
    tables = parts.database.rows(
        "select tablename from pg_tables where schemaname = 'public'"
    )
    return " ".join(
        str(dict(row))
        for table in tables
        for row in parts.database.rows(f'select * from "{table["tablename"]}"')
    )


def test_four_carriers_at_a_time_bring_each_matter_once(rooms):
    parts, others = rooms
    ids = [keep(parts, f"ZC-2611-{n:06d}") for n in range(12)]
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: parts.carriers.matters.carry_due(), range(4)))
    assert sum(done) == 12
    assert set(others.petitions) == {key_of(each) for each in ids}
    posts = [call for call in others.calls if call[0] == "POST"]
    assert len(posts) == 12


def test_after_hand_over_no_word_of_it_is_left_and_the_number_leads_on(rooms):
    parts, _ = rooms
    matter_id = keep(parts)
    parts.carriers.matters.carry(matter_id)
    view = parts.kept.find("ZC-2611-000001", print_of(parts, "ZC-2611-000001", "ab"))
    assert (view.receipt.receipt, view.receipt.code) == (RECEIPT, CODE)
    assert parts.database.rows("select sealed from kept_matters")[0]["sealed"] == ""
    assert SECRET not in everything(parts)
    assert CODE not in everything(parts)
    steps = [step["step"] for step in parts.timeline.of(str(matter_id))]
    assert steps == ["kept", "handed-over"]


def test_a_carrier_that_dies_after_intake_answered_doubles_nothing(rooms):
    parts, others = rooms
    matter_id = keep(parts)
    claimed = parts.carriers.matters.claims.claim(matter_id)
    body = parts.sealer.open(claimed.sealed, str(matter_id))["body"].encode()
    parts.intake.submit(body, key_of(matter_id), "zh-CN")
    assert parts.carriers.matters.carry_due() == 0
    parts.database.rows("update kept_matters set next_at = now()")
    assert parts.carriers.matters.carry_due() == 1
    assert list(others.petitions) == [key_of(matter_id)]


def test_while_intake_is_away_it_waits_longer_each_time_and_is_listed(rooms, capsys):
    parts, others = rooms
    others.away = True
    keep(parts)
    waits = []
    for _ in range(3):
        assert parts.carriers.matters.carry_due() == 0
        row = parts.database.rows("select next_at - now() as wait from kept_matters")[0]
        waits.append(row["wait"])
        parts.database.rows("update kept_matters set next_at = now()")
    assert waits == sorted(waits)
    assert waits[-1] > timedelta(seconds=5)
    cli.print_kept(parts)
    shown = capsys.readouterr().out
    assert "ZC-2611-000001  waiting" in shown
    assert SECRET not in shown
    assert parts.kept.waiting()[0] == 1


def test_the_same_matter_is_kept_once_by_the_database(rooms):
    parts, _ = rooms
    matter_id = keep(parts)
    with pytest.raises(KeptTwice):
        keep(parts, "ZC-2611-000002", matter_id)


def test_what_intake_refuses_for_its_words_is_turned_away_for_good(rooms):
    parts, others = rooms
    others.refusal = 422
    matter_id = keep(parts)
    parts.carriers.matters.carry(matter_id)
    assert parts.kept.view(matter_id).state is KeptState.TURNED_AWAY
    assert parts.carriers.matters.carry_due() == 0


def test_drafts_are_sealed_found_by_their_key_alone_and_swept(rooms):
    parts, _ = rooms
    parts.drafts.keep("a key", {"told": {"text": SECRET}})
    assert parts.drafts.read("a key") == {"told": {"text": SECRET}}
    assert parts.drafts.read("another") == {}
    assert SECRET not in everything(parts)
    assert "a key" not in everything(parts)
    parts.database.rows("update drafts set expires_at = now()")
    assert parts.drafts.read("a key") == {}
    parts.kept.sweep()
    assert parts.database.rows("select 1 from drafts") == []


def test_numbers_that_had_their_ninety_days_are_swept(rooms):
    parts, _ = rooms
    old, young = keep(parts), keep(parts, "ZC-2611-000002")
    for each in (old, young):
        parts.carriers.matters.carry(each)
    parts.database.rows(
        "update kept_matters set settled_at = now() - interval '91 days'"
        " where matter_id = :old",
        old=old,
    )
    parts.database.rows(
        "update kept_matters set settled_at = now() where matter_id = :young",
        young=young,
    )
    parts.kept.sweep()
    assert parts.kept.view(old) is None
    assert parts.kept.view(young) is not None
