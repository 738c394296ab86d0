"""A folder's files with their checksums, signed as an agency signs its letters.

`manifest.json` names every file; `manifest.jws` is the signature of its bytes: Ed25519,
a detached JWS. Whoever checks has the public key from elsewhere, not from the folder.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from routing.adapters.agencies.signing import Signer, Verifier
from routing.domain.agencies.directory import Agency, Directory, Key, Kind, Level

MANIFEST, SIGNATURE = "manifest.json", "manifest.jws"
OWN = {MANIFEST, SIGNATURE}
BLOCK = 1 << 20
WHOEVER = "signer"
KEY_NAME = "manifest"
EPOCH = date(2000, 1, 1)
ANY_DAY = datetime(2001, 1, 1, tzinfo=UTC)
"""The key that is trusted is trusted for any day: the manifest is asked for its own."""


class Untrusted(Exception):
    """The folder is not what was signed; the message says where it differs."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a folder holds, made when, of what."""

    kind: str
    made_at: datetime
    files: Mapping[str, str]
    """The checksum (sha256) of each file by its path."""
    about: Mapping[str, Any] = field(default_factory=dict)


def write(
    folder: Path,
    private: Path,
    *,
    kind: str,
    made_at: datetime,
    about: Mapping[str, Any],
) -> Manifest:
    """Name every file of the folder in a manifest, and sign it."""
    made = Manifest(kind=kind, made_at=made_at, files=checksums(folder), about=about)
    told = json.dumps(
        {
            "kind": kind,
            "made_at": made_at.isoformat(),
            "files": dict(made.files),
            "about": dict(about),
        },
        ensure_ascii=False,
        sort_keys=True,
        indent=1,
    ).encode()
    signature = Signer.of_file(private, KEY_NAME).sign(told)
    (folder / MANIFEST).write_bytes(told)
    (folder / SIGNATURE).write_text(signature + "\n", "ascii")
    return made


def check(folder: Path, public: str, *, kind: str) -> Manifest:
    """Return the manifest of a folder that is exactly what that key's owner signed.

    Raises Untrusted for everything else: another key, another kind, a file that was
    changed, is missing, or was added.
    """
    try:
        told = (folder / MANIFEST).read_bytes()
        signature = (folder / SIGNATURE).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise Untrusted(f"{folder} has no signed manifest") from None
    if not _is_signed(told, signature, public):
        raise Untrusted(f"the manifest of {folder} is not signed by that key")
    read = _read(told)
    if read.kind != kind:
        raise Untrusted(f"{folder} is a {read.kind}, not a {kind}")
    _ensure_same(read.files, checksums(folder))
    return read


def checksums(folder: Path) -> dict[str, str]:
    """Return the checksum of every file of a folder; a link is refused."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            raise Untrusted(f"{name} is a link")
        if path.is_file() and name not in OWN:
            found[name] = checksum(path)
    return found


def checksum(file: Path) -> str:
    """Return the sha256 of a file."""
    digest = hashlib.sha256()
    with file.open("rb") as content:
        while block := content.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _is_signed(told: bytes, signature: str, public: str) -> bool:
    """Ask the verifier of letters, with a directory of that one key."""
    key = Key(key_id=KEY_NAME, public=public, valid_from=EPOCH)
    signer = Agency(
        agency_id=WHOEVER,
        name=WHOEVER,
        kind=Kind.GOVERNMENT,
        level=Level.STREET,
        keys=(key,),
    )
    return Verifier(Directory([signer])).is_signed(WHOEVER, told, signature, ANY_DAY)


def _read(told: bytes) -> Manifest:
    said = json.loads(told)
    for name in said["files"]:
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts:
            raise Untrusted(f"{name} is outside the folder")
    return Manifest(
        kind=said["kind"],
        made_at=datetime.fromisoformat(said["made_at"]),
        files=said["files"],
        about=said["about"],
    )


def _ensure_same(wanted: Mapping[str, str], found: Mapping[str, str]) -> None:
    for name in sorted({*wanted, *found}):
        if name not in found:
            raise Untrusted(f"{name} is missing")
        if name not in wanted:
            raise Untrusted(f"{name} was added")
        if wanted[name] != found[name]:
            raise Untrusted(f"{name} was changed")
