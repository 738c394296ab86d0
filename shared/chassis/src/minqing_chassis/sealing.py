"""Personal data at rest: sealed small documents, and look-ups without opening them."""

import base64
import binascii
import hmac
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

KEY_BYTES = 32
NONCE_BYTES = 12
VERSION = "s1"


class SealBroken(ValueError):
    """The token was changed, belongs to another row, or its key is not known here."""


class BadKeys(ValueError):
    """The key file holds no usable keys."""


class Sealer:
    """Seals with the newest key and opens with all of them.

    A token reads `s1.<key id>.<urlsafe base64 of nonce and AES-256-GCM ciphertext>`.
    `about` (the row's id) is bound to it: a token that was moved to another row does
    not open.
    """

    def __init__(self, keys: Sequence[bytes]) -> None:
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            raise BadKeys(f"at least one key is needed, of {KEY_BYTES} bytes each")
        self._newest = _key_id(keys[0])
        self._boxes = {_key_id(key): AESGCM(_derive(key, b"seal")) for key in keys}
        self._index_key = _derive(keys[-1], b"index")

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Read keys, urlsafe base64, one a line, newest first; `#` begins a comment.

        Add a new key as the first line. Keep the last line for ever: blind indexes are
        made with it. Raises BadKeys or OSError.
        """
        try:
            written = path.read_text("ascii").splitlines()
            lines = (line.partition("#")[0].strip() for line in written)
            return cls([base64.urlsafe_b64decode(line) for line in lines if line])
        except (binascii.Error, UnicodeDecodeError):
            raise BadKeys(f"{path.name}: a key is not urlsafe base64") from None

    def seal(self, document: Any, about: str) -> str:  # noqa: ANN401
        """Return a token that keeps a JSON document about one row."""
        nonce = os.urandom(NONCE_BYTES)
        plain = json.dumps(document, ensure_ascii=False).encode()
        sealed = self._boxes[self._newest].encrypt(nonce, plain, _bound(about))
        packed = base64.urlsafe_b64encode(nonce + sealed).rstrip(b"=").decode()
        return f"{VERSION}.{self._newest}.{packed}"

    def open(self, token: str, about: str) -> Any:  # noqa: ANN401
        """Return the document; raise SealBroken unless it is what was sealed."""
        version, key_id, packed = _parts(token)
        box = self._boxes.get(key_id)
        if version != VERSION or box is None:
            raise SealBroken("the key of this token is not known here")
        try:
            sealed = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
            nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
            return json.loads(box.decrypt(nonce, body, _bound(about)))
        except (InvalidTag, ValueError):
            raise SealBroken("the token does not open for this row") from None

    def knows(self, token: str) -> bool:
        """Tell whether one of the keys here sealed a token."""
        return _parts(token)[1] in self._boxes

    def is_stale(self, token: str) -> bool:
        """Tell whether a token was sealed with an older key and should be renewed."""
        return _parts(token)[1] != self._newest

    def blind_index(self, value: str, purpose: str = "") -> str:
        """Return 64 hex digits that are equal for equal values of one purpose.

        Give the value in its normal form: "138 0000" and "1380000" differ.
        """
        message = f"{purpose}\x00{value}".encode()
        return hmac.digest(self._index_key, message, "sha256").hex()


def new_key() -> str:
    """Return a fresh key as one line of a key file."""
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()


def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDFExpand(SHA256(), KEY_BYTES, b"minqing." + purpose).derive(key)


def _key_id(key: bytes) -> str:
    return _derive(key, b"id").hex()[:8]


def _bound(about: str) -> bytes:
    return about.encode()


def _parts(token: str) -> tuple[str, str, str]:
    parts = token.split(".")
    if len(parts) != 3:
        raise SealBroken("this is not a sealed token")
    return parts[0], parts[1], parts[2]
