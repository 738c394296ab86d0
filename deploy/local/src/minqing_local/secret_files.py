"""Files that only their owner may read: passwords, keys."""

import os
import secrets
from pathlib import Path


def write_secret(file: Path, text: str) -> None:
    """Write a file of mode 600; it is never readable by others, not even briefly."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        os.fchmod(handle, 0o600)
        out.write(text)


def password_in(file: Path) -> str:
    """Return the password kept in that file; make one the first time."""
    if not file.exists():
        write_secret(file, secrets.token_urlsafe(18))
    return file.read_text(encoding="utf-8").strip()
