"""Rows on their way to the database."""

from datetime import UTC, date, datetime
from enum import StrEnum
from uuid import UUID

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table

from minqing_chassis.flush import insert_sql, to_json, update_sql

pytestmark = pytest.mark.unit

LAMPS = Table(
    "lamps", MetaData(), Column("id", Integer, primary_key=True), Column("at", String)
)


class Colour(StrEnum):
    RED = "red"


def test_rows_go_as_json_that_columns_can_read():
    row = {
        "id": UUID(int=1),
        "at": datetime(2026, 3, 2, tzinfo=UTC),
        "day": date(2026, 3, 2),
        "colour": Colour.RED,
        "tags": {"b", "a"},
    }
    assert to_json(row) == (
        '{"id":"00000000-0000-0000-0000-000000000001",'
        '"at":"2026-03-02T00:00:00+00:00","day":"2026-03-02","colour":"red",'
        '"tags":["a","b"]}'
    )


def test_what_no_column_can_hold_is_refused():
    with pytest.raises(TypeError, match="object cannot be stored"):
        to_json(object())


def test_an_insert_names_its_columns_so_that_defaults_work():
    assert insert_sql(LAMPS, ("id", "at")) == (
        'insert into lamps ("id", "at") select "id", "at"'
        " from jsonb_populate_recordset(null::lamps, :rows)"
    )


def test_an_update_finds_its_row_by_the_primary_key():
    assert update_sql(LAMPS, ("id", "at")) == (
        'update lamps old set "at" = new."at"'
        " from jsonb_populate_recordset(null::lamps, :rows) new"
        ' where old."id" = new."id"'
    )
