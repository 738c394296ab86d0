"""The agency's keys in a backup: their marks; themselves only under a passphrase."""

import base64
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from minqing_chassis.settings import SettingsError

SHORTEST = 12
COST = 2**15
SALT_BYTES, NONCE_BYTES = 16, 12


def marks(keys: Mapping[str, Path]) -> dict[str, list[str]]:
    """Return for each file the marks of its lines: equal keys have equal marks."""
    return {name: _marks(file) for name, file in sorted(keys.items())}


def missing_marks(then: Mapping[str, list[str]], keys: Mapping[str, Path]) -> list[str]:
    """Return which files of keys lack a key that the backup was made with."""
    now = {name: set(_marks(file)) for name, file in keys.items()}
    return [name for name, had in then.items() if not set(had) <= now.get(name, set())]


def seal(keys: Mapping[str, Path], passphrase: bytes) -> bytes:
    """Return the contents of the files, sealed by the passphrase."""
    told = {name: file.read_text("utf-8") for name, file in sorted(keys.items())}
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    sealed = AESGCM(_stretched(passphrase, salt)).encrypt(
        nonce, json.dumps(told).encode(), None
    )
    return base64.encodebytes(salt + nonce + sealed)


def unseal(sealed: bytes, passphrase: bytes) -> dict[str, str]:
    """Return the contents by name; raise SettingsError for another passphrase."""
    raw = base64.decodebytes(sealed)
    salt, rest = raw[:SALT_BYTES], raw[SALT_BYTES:]
    nonce, body = rest[:NONCE_BYTES], rest[NONCE_BYTES:]
    try:
        told = AESGCM(_stretched(passphrase, salt)).decrypt(nonce, body, None)
    except InvalidTag:
        raise SettingsError("the keys are sealed by another passphrase") from None
    found: dict[str, str] = json.loads(told)
    return found


def passphrase_in(file: Path) -> bytes:
    """Return the first line of a file; raise SettingsError for one too short."""
    told = file.read_bytes().partition(b"\n")[0].strip()
    if len(told) < SHORTEST:
        raise SettingsError(f"{file} must hold at least {SHORTEST} letters")
    return told


def _marks(file: Path) -> list[str]:
    lines = [line.strip() for line in file.read_bytes().splitlines() if line.strip()]
    if file.suffix == ".pem":
        lines = [b"\n".join(lines)]
    return [hashlib.sha256(b"minqing key" + line).hexdigest()[:32] for line in lines]


def _stretched(passphrase: bytes, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=COST, r=8, p=1).derive(passphrase)
