"""Agencies' signatures: Ed25519, as a JWS without its payload (RFC 7515, RFC 7797)."""

import base64
import os
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from jwt import InvalidTokenError
from jwt.api_jws import PyJWS

from minqing_chassis.settings import SettingsError
from minqing_kernel.working_time import local_day
from routing.domain.agencies.directory import Directory, Key

ALGORITHM = "EdDSA"
LONGEST = 512
"""Letters of a signature: ours have about 180."""


def make_private_key(file: Path) -> str:
    """Write a new private key, mode 600, and return its public half for the directory.

    Raises FileExistsError rather than replace one.
    """
    private = Ed25519PrivateKey.generate()
    # A command takes what begins so for an option: --trust -x…
    while public_half(private).startswith("-"):
        private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(pem)
    return public_half(private)


def public_half(private: Ed25519PrivateKey) -> str:
    """Return the public key as the directory writes it."""
    raw = private.public_key().public_bytes_raw()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


class Signer:
    """Signs for this agency."""

    def __init__(self, private: Ed25519PrivateKey, key_id: str) -> None:
        self._private, self._key_id = private, key_id

    @classmethod
    def of_file(cls, file: Path, key_id: str) -> "Signer":
        """Read the private key; raise SettingsError for what is none, OSError."""
        try:
            private = serialization.load_pem_private_key(file.read_bytes(), None)
        except (ValueError, TypeError):
            raise SettingsError(f"{file} holds no private key") from None
        if not isinstance(private, Ed25519PrivateKey):
            raise SettingsError(f"{file} holds no Ed25519 key")
        return cls(private, key_id)

    @classmethod
    def among(cls, file: Path, me: str, directory: Directory) -> "Signer":
        """Read this agency's private key; the directory says what it is called.

        Raises SettingsError where the directory has no such public key of this agency,
        or says that it is revoked.
        """
        signer, agency = cls.of_file(file, ""), directory.find(me)
        public = public_half(signer._private)
        keys = agency.keys if agency else ()
        key = next((e for e in keys if e.public == public), None)
        if key is None:
            raise SettingsError(f"{file} is no key that the directory has for {me!r}")
        if key.revoked_at is not None:
            raise SettingsError(f"{file} is the key {key.key_id!r}, which is revoked")
        return cls(signer._private, key.key_id)

    @property
    def key_id(self) -> str:
        """Return what the key is called in the directory."""
        return self._key_id

    def sign(self, told: bytes) -> str:
        """Return the signature: a compact JWS whose middle is empty."""
        headers = {"kid": self._key_id}
        return PyJWS().encode(
            told,
            self._private,
            algorithm=ALGORITHM,
            headers=headers,
            is_payload_detached=True,
        )


def _key_id(signature: str) -> str:
    return str(PyJWS().get_unverified_header(signature).get("kid"))


class Verifier:
    """Knows by the directory whether an agency signed something."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def is_signed(self, agency: str, told: bytes, signature: str, at: datetime) -> bool:
        """Tell whether that agency signed exactly this, by a key in force then."""
        return self.was_signed(agency, told, signature, at, at)

    def was_signed(
        self, agency: str, told: bytes, signature: str, since: datetime, by: datetime
    ) -> bool:
        """Tell whether it signed this by a key in force at some time between these.

        What is of the first moment may have been signed later, when it was said again.
        """
        if len(signature) > LONGEST:
            return False
        try:
            key = self._key(agency, _key_id(signature), since, by)
            if key is None or key.is_revoked(since):
                return False
            raw = base64.urlsafe_b64decode(key.public + "=")
            public = Ed25519PublicKey.from_public_bytes(raw)
            # A JWS that brings its own payload is right about that, not about this.
            signed: bytes = PyJWS().decode(
                signature, public, algorithms=[ALGORITHM], detached_payload=told
            )
        except (InvalidTokenError, ValueError):
            return False
        return signed == told and ".." in signature

    def is_revoked(self, agency: str, signature: str, arrived: datetime) -> bool:
        """Tell whether the key that a signature names was taken back before it came.

        Whoever holds a stolen key writes any day into a letter, but not its arrival.
        """
        try:
            key = self._directory.key(agency, _key_id(signature))
        except (InvalidTokenError, ValueError):
            return False
        return key is not None and key.is_revoked(arrived)

    def _key(
        self, agency: str, key_id: str, since: datetime, by: datetime
    ) -> Key | None:
        key = self._directory.key(agency, key_id)
        held = key and key.held_between(local_day(since), local_day(by))
        return key if held else None


class Archivist(Verifier):
    """Knows whether an agency signed something, by any key that it ever had.

    Of a timeline the entries are older than the countersignatures under them; a key
    stays in the directory after its last day.
    """

    def _key(
        self, agency: str, key_id: str, since: datetime, by: datetime
    ) -> Key | None:
        return self._directory.key(agency, key_id)
