"""The public list on a real database: what leaves it at once, how it is turned."""

import argparse
from contextlib import suppress
from uuid import UUID, uuid4

import pytest

from registry.application.ledgers.checking import check_ledgers
from registry.domain.ledgers.errors import PublicationStands
from registry.domain.ledgers.policy import STABILITY, AboutKind
from registry.entrypoints.ledgers.cli import add_ledgers
from services.registry.tests.builders import OTHER
from services.registry.tests.integration.ledger_place import (
    CLERK,
    CONSENT,
    HERE,
    ITEM,
    PUBLIC,
    SECRET,
    TOLD,
    bring_to_approval,
    town,
)
from services.registry.tests.ledger_builders import a_head, about, decide, enter, write

pytestmark = pytest.mark.integration

__all__ = ["town"]


def about_petition(call, petition):
    """Return what is listed about one petition: items, then publications."""
    lists = (("ledger-items", "item_id"), ("publications", "publication_id"))
    return [
        row[key]
        for name, key in lists
        for row in call("GET", f"/v1/{name}?{HERE}&petition={petition}", CLERK).json[
            "items"
        ]
    ]


def test_a17_what_enters_the_ledger_of_stability_is_at_once_public_no_more(
    town, call, parts
):
    matter = about()
    bring_to_approval(town, about=matter)
    town(decide(TOLD))
    assert len(call("GET", PUBLIC).json["items"]) == 1
    with pytest.raises(PublicationStands):
        town(write(ITEM, uuid4(), **CONSENT))
    town(enter(SECRET, a_head(), about=matter, ledger=STABILITY, reason="screened"))
    assert call("GET", PUBLIC).json["items"] == []
    listed = call("GET", f"/v1/publications?{HERE}&state=withdrawn", CLERK).json
    assert [each["reason"] for each in listed["items"]] == ["other"]
    audit = check_ledgers(parts.ledgers.audit, parts.clock, parts.rules)
    assert audit.faults == []


def test_a17_what_turns_out_to_accuse_somebody_leaves_the_public_list(town, call, db):
    petition = uuid4()
    heard = "(%s, 'R1', 1, 'accepted', '{}', 0, null, 0)"
    sql = f"insert into petition_standings values {heard}"
    with db.engine.begin() as connection:
        connection.exec_driver_sql(sql, (str(petition),))
    bring_to_approval(town, about=about(AboutKind.PETITION, petition))
    town(decide(TOLD))
    assert len(call("GET", PUBLIC).json["items"]) == 1
    assert about_petition(call, petition) == [str(ITEM), str(TOLD)]
    assert about_petition(call, uuid4()) == []
    with db.engine.begin() as connection:
        connection.exec_driver_sql("update petition_standings set accused = '{x}'")
    assert call("GET", PUBLIC).json["items"] == []


def test_operators_check_ledgers_and_make_bulletins(town, parts, capsys, db):
    bring_to_approval(town)
    town(decide(TOLD))
    parser = argparse.ArgumentParser()
    add_ledgers(parser.add_subparsers(), lambda: parts)

    def run(*words):
        arguments = parser.parse_args(["ledgers", *words])
        with suppress(SystemExit):
            arguments.run(arguments)
        return capsys.readouterr().out

    assert run("check") == "1 items, 1 public: all right\n"
    assert run("bulletins") == "0 bulletins made\n"
    with db.engine.begin() as connection:
        connection.exec_driver_sql("update ledger_items set state = 'entered'")
    told = run("check").splitlines()
    assert told[0] == f"ledger-item {ITEM}: stands otherwise than its steps say"
    assert told[-1] == "1 items, 1 public: 2 faults"


def test_the_public_list_is_turned_page_by_page_and_asks_for_no_token(town, call):
    for at in range(3):
        item, told = UUID(int=40 + at), UUID(int=50 + at)
        bring_to_approval(town, item, told)
        town(decide(told))
    first = call("GET", f"{PUBLIC}?limit=2").json
    rest = call("GET", f"{PUBLIC}?limit=2&before={first['next']}").json
    ids = [each["id"] for each in [*first["items"], *rest["items"]]]
    assert (len(ids), ids) == (3, sorted(set(ids), reverse=True))
    shown = call("GET", PUBLIC)
    forged = call("GET", PUBLIC, ("resident", None, "x" * 8))
    assert forged.headers["ETag"] == shown.headers["ETag"]
    assert call("GET", f"{PUBLIC}?organisation={OTHER}").json["items"] == []


FEEDS = {
    ("ledger_items", "item_id"),
    ("ledger_items", "petition_id"),
    ("petition_standings", "accused"),
    ("petition_standings", "petition_id"),
    ("publications", "decided_at"),
    ("publications", "item_id"),
    ("publications", "notice"),
    ("publications", "organisation_id"),
    ("publications", "public_id"),
    ("publications", "restricted"),
    ("publications", "state"),
}
"""Every column that the public view reads; of people, homes, health there is none."""
MARKED = "漏出"


def test_a17_nothing_of_any_table_that_feeds_the_view_is_public_but_the_notice(
    town, db
):
    bring_to_approval(town)
    town(decide(TOLD, a_head()))
    read = db.rows(
        "select table_name, column_name from information_schema.view_column_usage"
        " where view_name = 'public_ledger'"
    )
    assert {tuple(row.values()) for row in read} == FEEDS
    before = [dict(row) for row in db.rows("select * from public_ledger")]
    assert len(before) == 1
    for table in ("ledger_items", "ledger_steps", "publications", "residents"):
        words = db.rows(
            "select column_name from information_schema.columns"
            " where table_name = :table and data_type = 'text'",
            table=table,
        )
        marked = ", ".join(f"{row['column_name']} = :mark" for row in words)
        if marked:
            set_all = f"with said as (update {table} set {marked} returning 1)"
            db.rows(f"{set_all} select count(*) from said", mark=MARKED)
    assert [dict(row) for row in db.rows("select * from public_ledger")] == before
    assert MARKED not in repr(before)
