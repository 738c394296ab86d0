"""What the demo must remember between two runs; all else stands in the services."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from minqing_demo.cast import LOGINS
from minqing_local.secret_files import write_secret

CODES_FILE = "demo-receipts.json"
TODAY_FILE = "demo-today"
LOGINS_FILE = "demo-logins.json"


def keep_code(folder: Path, receipt: str, code: str) -> None:
    """Remember a tracking code: only who submitted a petition is ever told it."""
    codes = dict(codes_in(folder)) | {receipt: code}
    write_secret(folder / CODES_FILE, json.dumps(codes, indent=2) + "\n")


def codes_in(folder: Path) -> Mapping[str, str]:
    """Return the tracking codes by receipt number."""
    file = folder / CODES_FILE
    if not file.exists():
        return {}
    codes: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return codes


def today_of(folder: Path, now: datetime) -> datetime:
    """Return the moment that open matters are told from: of the first try."""
    file = folder / TODAY_FILE
    if not file.exists():
        write_secret(file, now.isoformat() + "\n")
    return datetime.fromisoformat(file.read_text(encoding="utf-8").strip())


def write_logins(folder: Path) -> None:
    """Say for whom in the demo the agency's role tokens are to speak."""
    logins = {
        role: {"subject": person.id, "organisation": person.organisation}
        for role, person in LOGINS.items()
    }
    write_secret(folder / LOGINS_FILE, json.dumps(logins, indent=2) + "\n")
