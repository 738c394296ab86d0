"""The keys of one agency: who may sign tokens, what seals personal data."""

import base64
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from minqing_local.secret_files import write_secret

SEALING = "sealing-keys"


@dataclass(frozen=True)
class Keys:
    """Files, each of mode 600."""

    jwt_private: Path
    """PEM (PKCS 8), Ed25519: only the issuer of tokens gets it."""
    jwt_public: Path
    """PEM, Ed25519: every service checks tokens with it."""
    sealing: Path
    """One service's own: keys of 32 bytes, urlsafe base64, one a line, newest first."""


def keys_in(folder: Path, service: str = "") -> Keys:
    """Return a service's keys kept in that folder; make them the first time.

    What a service seals no other can open: each has sealing keys of its own. Where all
    shared one file before, each goes on with a copy of it.
    """
    shared = folder / SEALING
    keys = Keys(
        folder / "jwt-private.pem",
        folder / "jwt-public.pem",
        folder / f"{SEALING}-{service}" if service else shared,
    )
    if not keys.jwt_private.exists() or not keys.jwt_public.exists():
        _make_pair(keys)
    if not keys.sealing.exists() and shared.exists():
        write_secret(keys.sealing, shared.read_text("ascii"))
    elif not keys.sealing.exists():
        key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        write_secret(keys.sealing, key + "\n")
    return keys


def _make_pair(keys: Keys) -> None:
    private = Ed25519PrivateKey.generate()
    pem = serialization.Encoding.PEM
    write_secret(
        keys.jwt_private,
        private.private_bytes(
            pem,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode(),
    )
    public = private.public_key().public_bytes(
        pem, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    write_secret(keys.jwt_public, public.decode())
