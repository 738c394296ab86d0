"""The operator's commands about files of rows, in this process."""

import argparse
from uuid import uuid4

import pytest

from registry.adapters.importing.leaving import WITHDRAWALS
from registry.domain.importing.errors import BadTable, ImportUnknown
from registry.entrypoints.importing.cli import NotAllRows, add_imports
from services.registry.tests.builders import COMMUNITY, an_identity

pytestmark = pytest.mark.integration

PEOPLE = f"姓名,身份证号\n白小梨,{an_identity()}\n"
PLACE = ("--organisation", COMMUNITY, "--quiet")


@pytest.fixture
def run(say, parts, capsys):
    parser = argparse.ArgumentParser()
    add_imports(parser.add_subparsers(), lambda: parts)

    def act(*words):
        arguments = parser.parse_args([str(word) for word in words])
        arguments.run(arguments)
        return capsys.readouterr().out

    return act


@pytest.fixture
def book(tmp_path):
    def write(content):
        file = tmp_path / "people.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return write


def test_a13_a_file_comes_in_again_and_goes_by_commands(run, book):
    told = run("import", "residents", book(PEOPLE), *PLACE)
    batch = told.split("\t")[0]
    assert told.endswith("\tresidents\tdone\t100 %\tcreated 1\n")
    again = run("import", "residents", book(PEOPLE), "--organisation", COMMUNITY)
    assert again.endswith(f"\tsame 1; the same file as {batch}\n")
    assert run("imports", "undo", batch, "--quiet").endswith("created 1, undone 1\n")
    for act in ("undo", "go-on"):
        assert run("imports", act, batch) == "nothing is left to do\n"
    assert batch in run("imports", "list")
    assert run("imports", "work") == ""


def test_rows_that_are_not_taken_are_named_and_end_it_with_a_fault(run, book, parts):
    file = book("姓名,身份证号\n白小梨,123\n")
    with pytest.raises(NotAllRows, match="1 rows were not taken"):
        run("import", "residents", file, *PLACE, "--dry-run")
    (row,) = parts.database.rows("select batch_id from import_batches")
    shown = run("imports", "faults", row["batch_id"])
    assert (
        shown.splitlines(keepends=True)[-1]
        == "2\t身份证号码\t***\t身份证号码应为18位\n"
    )


def test_what_is_no_table_is_said_in_a_sentence(run, book):
    with pytest.raises(BadTable, match="neither"):
        run("import", "residents", book(b"\x00"), *PLACE)
    with pytest.raises(BadTable, match="列名"):
        run("import", "residents", book("a,b\n1,2\n"), *PLACE)
    with pytest.raises(ImportUnknown):
        run("imports", "go-on", uuid4())


def test_one_that_was_interrupted_is_gone_on_with(run, book, parts, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(type(parts.runner), "run", lambda *_: None)
        told = run("import", "residents", book(PEOPLE), *PLACE)
    assert "\twaiting\t0 %\tnothing" in told
    batch = told.split("\t")[0]
    assert "created 1" in run("imports", "go-on", batch, "--quiet")


POINTING = """
select distinct c.conrelid::regclass::text as place
from pg_constraint c
where c.contype = 'f' and c.confrelid = cast(:table as regclass)
    and c.conrelid <> c.confrelid
"""


@pytest.mark.parametrize("table", ["residents", "households"])
def test_all_that_points_at_an_entry_keeps_it_or_leaves_with_it(parts, table):
    leaving = WITHDRAWALS[table]
    thought_of = " ".join([leaving.free, *leaving.remove]).split()
    pointing = {row["place"] for row in parts.database.rows(POINTING, table=table)}
    assert pointing
    assert not {place for place in pointing if place not in thought_of}
