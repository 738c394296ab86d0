"""Passwords by argon2id, codes of the clock by TOTP (RFC 6238)."""

import hmac
import secrets
import time
from collections.abc import Callable
from typing import Final

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

STEP_SECONDS: Final = 30
NEAR: Final = (0, -1, 1)
"""Steps that clocks may differ by."""
RECOVERY_CODES: Final = 10
LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for one another when read aloud."""


class StaffSecrets:
    """Seals and checks; the parameters are OWASP's for argon2id (19 MiB, 2 rounds)."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
        self._nobodys = self._hasher.hash(secrets.token_urlsafe(16))
        self._now = now

    def seal(self, password: str) -> str:
        """Return what may be kept of a password."""
        return self._hasher.hash(password)

    def fits(self, secret: str | None, password: str) -> bool:
        """Tell whether a password is the one; takes as long without a secret."""
        try:
            self._hasher.verify(secret or self._nobodys, password)
        except (VerificationError, InvalidHashError):
            return False
        return secret is not None

    def new_codes(self) -> list[str]:
        """Return ten recovery codes: two groups of five, of fifty bits together."""
        return ["-".join(_group() for _ in range(2)) for _ in range(RECOVERY_CODES)]

    def step_of(self, totp: str, code: str) -> int | None:
        """Return the step of the clock that a code belongs to, if it is one."""
        said = "".join(each for each in code if each.isdigit()).encode()
        maker, here = pyotp.TOTP(totp), int(self._now()) // STEP_SECONDS
        for step in (here + near for near in NEAR):
            if hmac.compare_digest(maker.generate_otp(step).encode(), said):
                return step
        return None


def new_password() -> str:
    """Return a password to be given out: four groups of five, easy to read aloud."""
    return "-".join(_group() for _ in range(4))


def _group() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(5))


def new_totp() -> str:
    """Return a new key of a second step."""
    return pyotp.random_base32()


def totp_address(totp: str, name: str) -> str:
    """Return what a telephone's authenticator reads."""
    return pyotp.TOTP(totp).provisioning_uri(name=name, issuer_name="Minqing")
