"""A backup of real databases, brought back; what may not be is refused untouched."""

import os
import shutil
from contextlib import closing
from datetime import timedelta
from uuid import uuid4

import psycopg2
import pytest

from minqing_backup import restoring, stillness
from minqing_backup.commands import main
from minqing_chassis.files.folder import FolderStore
from minqing_chassis.relay import DUE, STAND_STILL
from routing.adapters.agencies.signing import make_private_key

pytestmark = pytest.mark.integration

FACT = """
insert into outbox (message_id, routing_key, headers, body)
values (%s, 'intake.petition.accepted.v1', '{}', 'told')
"""
OURS, LATER = "a" * 64, "b" * 64
LONG_AGO = 1_700_000_000.0
NUMBER = "select nextval('receipt_numbers')"


def ask(url, question, *about):
    opened = closing(psycopg2.connect(url))
    with opened as session, session, session.cursor() as cursor:
        cursor.execute(question, about or None)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def house(database, tmp_path, monkeypatch):
    """Two services' databases, keys, and a broker that holds nothing."""
    urls = {"intake": database("intake"), "registry": database("registry")}
    (tmp_path / "sealing-keys").write_text("one\n")
    told = {f"DATABASE_URL_{name.upper()}": url for name, url in urls.items()}
    told |= {
        "AMQP_URI": "amqp://127.0.0.1:1",
        "AGENCY": "test",
        "SEALING_KEY_FILE": str(tmp_path / "sealing-keys"),
        "PICTURES_DIR_INTAKE": str(tmp_path / "pictures"),
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(stillness, "_waiting", lambda _: {"intake.inbox": 0})
    monkeypatch.setattr(stillness, "SETTLE_SECONDS", 0.05)
    ran = []
    monkeypatch.setattr(restoring, "_python", lambda _, *words: ran.append(words))
    return urls, ran


def test_what_was_backed_up_comes_back_and_nothing_else(house, tmp_path, capsys):
    """Issue 7, backup and restore of one agency."""
    urls, ran = house
    public = make_private_key(tmp_path / "k.pem")
    before, after = uuid4(), uuid4()
    ask(urls["intake"], FACT, str(before))
    pictures = FolderStore(tmp_path / "pictures")
    pictures.put(OURS, b"sealed")
    [file] = (tmp_path / "pictures").rglob("*.sealed")
    os.utime(file, (LONG_AGO, LONG_AGO))
    folder, secret = tmp_path / "monday", tmp_path / "secret"
    secret.write_text("a long passphrase\n")
    signer = ["--key", str(tmp_path / "k.pem")]
    main(["backup", str(folder), *signer, "--passphrase-file", str(secret)])
    main(["check", str(folder), "--trust", public])
    assert {each.stat().st_mode & 0o077 for each in folder.iterdir()} == {0}
    ask(urls["intake"], FACT, str(after))
    pictures.delete(OURS)
    pictures.put(LATER, b"sealed later")
    lost = ask(urls["intake"], NUMBER)
    ask(urls["registry"], "create table of_a_newer_version ()")

    def bring_back(backup=folder, trust=public, *words):
        main(["restore", str(backup), "--trust", trust, *words])

    spoilt = tmp_path / "spoilt"
    shutil.copytree(folder, spoilt)
    (spoilt / "manifest.json").write_bytes(
        (spoilt / "manifest.json").read_bytes().replace(b"test", b"best")
    )
    (tmp_path / "sealing-keys").write_text("another\n")
    other = make_private_key(tmp_path / "other.pem")
    for attempt in (
        (spoilt, public, "--replace"),
        (folder, other, "--replace"),
        (folder, public, "--replace"),  # keys that read nothing of it
        (folder, public, "--replace", "--passphrase-file", str(secret)),
    ):
        with pytest.raises(SystemExit):
            bring_back(*attempt)
    (tmp_path / "sealing-keys").write_text("newest\none\n")
    with pytest.raises(SystemExit):
        bring_back()  # there is an agency already
    with closing(psycopg2.connect(urls["intake"])), pytest.raises(SystemExit):
        bring_back(folder, public, "--replace")  # its services run
    assert len(ask(urls["intake"], "select 1 from outbox")) == 2
    capsys.readouterr()

    words = ["--passphrase-file", str(secret), "--keys-to", str(tmp_path / "keys")]
    bring_back(folder, public, "--replace", *words)
    assert (pictures.get(OURS), pictures.kept_at(OURS)) == (b"sealed", LONG_AGO)
    assert pictures.get(LATER) == b"sealed later"
    kept = ask(urls["intake"], "select message_id from outbox")
    assert [str(each) for [each] in kept] == [str(before)]
    missing = "select to_regclass('of_a_newer_version')"
    assert ask(urls["registry"], missing) == [(None,)]
    assert sorted(ran) == [("intake", "migrate"), ("registry", "migrate")]
    assert (tmp_path / "keys" / "sealing_key_file").read_text() == "one\n"
    told = capsys.readouterr().out
    assert "right" in told
    # What was given after the backup is given to nobody else, and it is said which.
    assert ask(urls["intake"], NUMBER) > lost
    assert "receipt numbers 000001 to 100100 are not given again" in told


def test_relays_stand_still_while_a_backup_looks(database):
    """Else a fact could be forgotten here that its hearers do not have yet."""
    url, due = database("intake"), DUE.replace(":strays", "'{}'").replace(":limit", "9")
    ask(url, FACT, str(uuid4()))
    assert len(ask(url, due)) == 1
    with closing(psycopg2.connect(url)) as session, session.cursor() as cursor:
        cursor.execute(f"select pg_advisory_lock({STAND_STILL})")
        assert ask(url, due) == []
    assert len(ask(url, due)) == 1


def test_who_worked_a_moment_ago_may_hold_more(database):
    """A consumer takes hundreds off the queue before it has stored the first."""
    url, about = database("intake"), {"older": 5, "newer": 3}

    def is_busy():
        with closing(stillness._session(url, 5)) as session:
            return stillness._ask(session, stillness.BUSY, **about)

    assert not is_busy()
    told = "insert into inbox (message_id, admitted_at) values (%s, now() - %s)"
    ask(url, told, str(uuid4()), timedelta(seconds=4))
    assert not is_busy()
    ask(url, told, str(uuid4()), timedelta(seconds=1))
    assert is_busy()


def test_a_backup_that_hangs_lets_the_relays_go(database):
    url = database("intake")
    with closing(stillness._session(url, 5)) as session:
        stillness._ask(session, f"select pg_advisory_lock({STAND_STILL})")
        assert stillness._ask(session, "show idle_session_timeout") == "65s"
