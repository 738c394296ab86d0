"""`restore`: everything is checked before anything is touched."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from minqing_backup import broker, files, keys, programs
from minqing_backup.making import BROKER, FORMAT, KEYS, KIND, dump_name
from minqing_backup.surroundings import Surroundings
from minqing_chassis.settings import SettingsError
from minqing_offline.manifest import Manifest, Untrusted, check

TABLES = """
select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind in ('r', 'p')
"""
OTHERS = """
select count(*) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid()
  and backend_type = 'client backend'
"""
CLEAR = """\\set ON_ERROR_STOP on
drop owned by current_user cascade;
grant all on database {} to current_user;
"""
"""Nothing of a newer schema stays; the owner takes back its own right to come in."""
BROUGHT_BACK = """create table if not exists public.agency_home (
    one boolean primary key constraint agency_home_once check (one),
    born bigint not null);
delete from public.agency_home;
insert into public.agency_home (one, born) values (true, -1);
"""
"""In the same transaction: routing waits until `agency restored` was said."""
PASS_OVER = """
with before as materialized (
    select last_value + case when is_called then 100 else 0 end as first
    from public.receipt_numbers
)
select first, setval('public.receipt_numbers', first + 100000) + 99 from before
"""
"""As intake's own command does it, whose sequence opens blocks of a hundred."""
NOWHERE = "127.0.0.1:0"
"""A migration and a command open no door, but want to be told of one."""
Say = Callable[[str], None]
Run = Callable[[str, str], None]


class Refused(SettingsError):
    """Nothing was touched; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What the operator said besides where the backup is."""

    public: str
    replace: bool = False
    passphrase: bytes | None = None
    keys_to: Path | None = None


def restore(
    around: Surroundings,
    folder: Path,
    wishes: Wishes,
    environ: Mapping[str, str],
    say: Say,
) -> None:
    """Bring an agency back to a backup, then to the newest schema.

    Raises Refused before anything is touched, SettingsError after.
    """
    found = examine(around, folder, wishes)
    say(f"{folder} is right: made {found.made_at.isoformat()}")
    _write_keys(folder, wishes, say)
    _bring_files(around, folder, found, say)
    for service, url in around.databases.items():
        waits = service == "routing" and bool(around.agency_id)
        _fill(folder / dump_name(service), url, BROUGHT_BACK if waits else "")
        say(f"{service}: brought back")
    for service in around.databases:
        _python(environ, service, "migrate")
    say("schemas are at their newest")
    if "intake" in around.databases:
        _pass_over_numbers(around.databases["intake"], say)
    if around.broker_api and (folder / BROKER).exists():
        broker.imported(around.broker_api, (folder / BROKER).read_bytes())
        say("broker: exchanges, queues, bindings, policies")
    if around.agency_id:
        _python(environ, "routing", "cli", "agency", "restored")
        say("the neighbours will be asked; nothing is decided until they answered")


def examine(around: Surroundings, folder: Path, wishes: Wishes) -> Manifest:
    """Return the manifest of a backup that may be brought back here; raise Refused."""
    try:
        found = check(folder, wishes.public, kind=KIND)
    except Untrusted as error:
        raise Refused(str(error)) from None
    about = found.about
    if about["format"] != FORMAT:
        raise Refused(f"the backup is of format {about['format']}, not {FORMAT}")
    if (about["agency"], about["agency_id"]) != (around.agency, around.agency_id):
        whose = about["agency_id"] or about["agency"]
        raise Refused(f"the backup is {whose!r}'s, and this is another agency")
    if set(about["services"]) != set(around.databases):
        raise Refused(f"the backup has {', '.join(about['services'])}")
    _ensure_keys(found, around, wishes)
    _ensure_place(found, around)
    for service, url in around.databases.items():
        programs.run("pg_restore", ["--list", str(folder / dump_name(service))], url)
        _ensure_free(service, url, replace=wishes.replace)
    return found


def _ensure_keys(found: Manifest, around: Surroundings, wishes: Wishes) -> None:
    """Refuse to bring back what nobody could read, for the keys are others."""
    if wishes.passphrase and not found.about["keys_inside"]:
        raise Refused("the backup has no keys in it")
    if wishes.passphrase and wishes.keys_to is None:
        raise Refused("say where the keys go: --keys-to FOLDER")
    if wishes.keys_to is not None and wishes.keys_to.exists():
        raise Refused(f"{wishes.keys_to} is there already")
    lacking = keys.missing_marks(found.about["keys"], around.keys)
    sealing = [name for name in lacking if name.startswith("SEALING_KEY_FILE")]
    if sealing and not wishes.passphrase:
        raise Refused(
            f"{sealing[0]} lacks a key of the backup: nobody could read its personal"
            " data; bring that file first, or take it out by --passphrase-file"
        )


def _ensure_free(service: str, url: str, *, replace: bool) -> None:
    session = psycopg2.connect(url, application_name="minqing-backup")
    with closing(session), session.cursor() as cursor:
        cursor.execute(OTHERS)
        [others] = cursor.fetchone() or (0,)
        cursor.execute(TABLES)
        [tables] = cursor.fetchone() or (0,)
    if others:
        raise Refused(f"{service} is used by {others} sessions: stop the services")
    if tables and not replace:
        raise Refused(f"{service} has a database already: --replace throws it away")


def _pass_over_numbers(url: str, say: Say) -> None:
    """Let no receipt number be given that the lost time may have given."""
    session = psycopg2.connect(url, application_name="minqing-backup")
    with closing(session), session, session.cursor() as cursor:
        cursor.execute(PASS_OVER)
        first, last = cursor.fetchone() or (0, 0)
    say(
        f"receipt numbers {first:06d} to {last:06d} are not given again: whoever shows"
        " one of these has a petition that was lost here"
    )


def _bring_files(around: Surroundings, folder: Path, found: Manifest, say: Say) -> None:
    """Bring files back before the rows that name them."""
    for service in found.about.get("files", {}):
        archive = folder / files.archive_name(service)
        brought = files.bring_back(archive, around.files[service])
        say(f"{service}: {brought} files brought back; those that were there stay")


def _ensure_place(found: Manifest, around: Surroundings) -> None:
    """Refuse to bring files back where nobody said a place for them."""
    for service in found.about.get("files", {}):
        if service not in around.files:
            name = f"PICTURES_DIR_{service.upper()}"
            raise Refused(f"say {name}: the backup has files of {service}")


def _write_keys(folder: Path, wishes: Wishes, say: Say) -> None:
    if not wishes.passphrase or wishes.keys_to is None:
        return
    told = keys.unseal((folder / KEYS).read_bytes(), wishes.passphrase)
    wishes.keys_to.mkdir(mode=0o700, parents=True)
    for name, content in told.items():
        file = wishes.keys_to / name.lower()
        file.touch(mode=0o600)
        file.write_text(content, "utf-8")
    say(f"keys are in {wishes.keys_to}, each named as its setting")


def _fill(dump: Path, url: str, mark: str = "") -> None:
    """Fill one database in one transaction: all of the dump, or all as before."""
    name = '"' + url.rpartition("/")[2].replace('"', '""') + '"'
    with tempfile.TemporaryDirectory(dir=dump.parent.parent) as folder:
        script = Path(folder) / "script.sql"
        words = ["--no-owner", "--no-privileges", f"--file={script}", str(dump)]
        programs.run("pg_restore", words, url)
        clear = Path(folder) / "clear.sql"
        clear.write_text(CLEAR.format(name), "utf-8")
        marked = Path(folder) / "mark.sql"
        marked.write_text(mark, "utf-8")
        files = [f"--file={each}" for each in (clear, script, marked)]
        programs.run("psql", ["-X", "--quiet", "--single-transaction", *files], url)


def _python(environ: Mapping[str, str], service: str, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", service, *words],
        env={"HTTP_ADDRESS": NOWHERE} | dict(environ),
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise SettingsError(f"{service} {words[0]} failed: {done.stderr[-500:]}")
