"""An identity provider by OpenID Connect: code flow, PKCE, nonce, discovery, its keys.

Nothing of the provider's answer counts before its signature, issuer, audience, times
and nonce were checked; display names and addresses never count.
"""

import hmac
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import ClaimError, JoseError
from joserfc.jwk import KeySet

from portal.application.ports import Away
from portal.application.provider_signing_in import (
    LoggedOut,
    NotVouched,
    Started,
    Vouched,
)
from portal.application.signing_in import ProviderSession

TIMEOUT: Final = (1.0, 4.0)
LEEWAY: Final = 60
"""Seconds by which the provider's clock and ours may differ."""
FRESH: Final = 3600.0
"""Seconds for which what the provider says of itself, and its keys, are kept."""
REST: Final = 5.0
"""Seconds after a failure, or a look for a new key, in which it is not asked again."""
ALGORITHMS: Final = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
"""By the provider's own key alone: neither `none` nor a secret that others share."""
LOGOUT: Final = "http://schemas.openid.net/event/backchannel-logout"
"""What a token must be about, so that no other of the provider's ends a session."""
OLDEST_NOTICE: Final = 12 * 3600.0
"""Seconds; marks of notices are kept for a day: an older one could count twice."""
NEEDED: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, kw_only=True)
class Client:
    """What the provider knows us by, and how it names a member of staff."""

    issuer: str
    client_id: str
    claim: str
    scope: str
    back: str
    after: str
    secret: str | None = field(default=None, repr=False)


class OpenIdProvider:
    """One provider: where it is, what it signs with, and whom it vouches for."""

    def __init__(self, client: Client, now: Callable[[], float] = time.time) -> None:
        self._client = client
        self._now = now
        self._lock = Lock()
        self._about: dict[str, Any] = {}
        self._keys: KeySet | None = None
        self._about_until = self._keys_until = 0.0
        self._rest_until = self._look_again = 0.0

    def lead_out(self) -> tuple[str, Started]:
        """Return where a browser goes, and what it keeps until it is back."""
        started = Started(
            state=secrets.token_urlsafe(24),
            nonce=secrets.token_urlsafe(24),
            verifier=secrets.token_urlsafe(48),
        )
        address, _ = self._session().create_authorization_url(
            self._of_itself()["authorization_endpoint"],
            state=started.state,
            nonce=started.nonce,
            code_verifier=started.verifier,
        )
        return str(address), started

    def identify(self, started: Started, answer: Mapping[str, str]) -> Vouched:
        """Return whom the answer proves. Raises NotVouched, Away."""
        self._check_answer(started, answer)
        token = self._exchange(answer.get("code", ""), started.verifier)
        claims = self._read(str(token.get("id_token", "")), started.nonce)
        said = claims.get(self._client.claim)
        if not isinstance(said, str) or not said:
            raise NotVouched("no-claim")
        session = claims.get("sid")
        return Vouched(
            staff_id=said,
            of=ProviderSession(
                subject=str(claims["sub"]),
                session=session if isinstance(session, str) else "",
            ),
        )

    def read_logout(self, token: str) -> LoggedOut:
        """Return whom a notice signs out. Raises NotVouched, Away.

        OpenID Connect Back-Channel Logout 1.0, section 2.6.
        """
        claims = self._with_keys(lambda keys: self._checked_logout(token, keys))
        return LoggedOut(
            mark=claims["jti"],
            of=ProviderSession(
                subject=claims.get("sub", ""), session=claims.get("sid", "")
            ),
        )

    def way_out(self) -> str | None:
        """Return where a browser signs out at the provider too, if it has that."""
        page = self._of_itself().get("end_session_endpoint")
        about = {
            "client_id": self._client.client_id,
            "post_logout_redirect_uri": self._client.after,
        }
        return f"{page}?{urlencode(about)}" if page else None

    def _check_answer(self, started: Started, answer: Mapping[str, str]) -> None:
        given = answer.get("state", "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, started.state.encode()):
            raise NotVouched("state")
        about = self._of_itself()
        named = about.get("authorization_response_iss_parameter_supported") is True
        if answer.get("iss", None if named else self._client.issuer) != (
            self._client.issuer
        ):
            raise NotVouched("issuer")
        if "error" in answer:
            raise NotVouched("denied")

    def _exchange(self, code: str, verifier: str) -> dict[str, Any]:
        if not code:
            raise NotVouched("code")
        place = self._of_itself()["token_endpoint"]
        try:
            token: dict[str, Any] = self._session().fetch_token(
                place, code=code, code_verifier=verifier, allow_redirects=False
            )
        except OAuthError:
            raise NotVouched("code") from None
        except (requests.RequestException, ValueError) as error:
            raise Away(type(error).__name__) from None
        return token

    def _read(self, token: str, nonce: str) -> dict[str, Any]:
        return self._with_keys(lambda keys: self._checked(token, keys, nonce))

    def _with_keys(self, read: Callable[[KeySet], dict[str, Any]]) -> dict[str, Any]:
        """Return what a token says by the keys we have, or by a new look at them."""
        try:
            claims = read(self._signing_keys())
        except (ValueError, TypeError, JoseError):
            # It may have taken a new key since we looked.
            try:
                claims = read(self._signing_keys(anew=True))
            except (ValueError, TypeError, JoseError) as error:
                raise NotVouched(f"token-{_named(error)}") from None
        return claims

    def _checked_logout(self, token: str, keys: KeySet) -> dict[str, Any]:
        """Return the claims of a notice that is the provider's, for us, and of now.

        Raises ValueError, TypeError or JoseError.
        """
        found = jwt.decode(token, keys, algorithms=ALGORITHMS)
        jwt.JWTClaimsRegistry(
            now=int(self._now()),
            leeway=LEEWAY,
            iss={"essential": True, "value": self._client.issuer},
            aud={"essential": True, "value": self._client.client_id},
            iat={"essential": True},
            exp={"essential": True},
            jti={"essential": True},
        ).validate(found.claims)
        claims = dict(found.claims)
        events = claims.get("events")
        if self._now() - claims["iat"] > OLDEST_NOTICE:
            raise ValueError("a notice whose mark may be forgotten by now")
        is_logout = isinstance(events, dict) and isinstance(events.get(LOGOUT), dict)
        named = [claims[name] for name in ("sub", "sid") if name in claims]
        are_words = all(isinstance(e, str) and e for e in (*named, claims["jti"]))
        if not is_logout or not named or not are_words or "nonce" in claims:
            raise ValueError("no notice of a logout")
        return claims

    def _checked(self, token: str, keys: KeySet, nonce: str) -> dict[str, Any]:
        """Return the claims of a token that is the provider's, for us, now, and asked.

        Raises ValueError, TypeError or JoseError.
        """
        found = jwt.decode(token, keys, algorithms=ALGORITHMS)
        ours = self._client
        claims = CodeIDToken(
            found.claims,
            found.header,
            options={
                "iss": {"essential": True, "value": ours.issuer},
                "aud": {"essential": True, "value": ours.client_id},
                "sub": {"essential": True},
            },
            params={"nonce": nonce, "client_id": ours.client_id},
        )
        claims.validate(now=int(self._now()), leeway=LEEWAY)
        return dict(claims)

    def _session(self) -> OAuth2Session:
        told = self._of_itself().get("token_endpoint_auth_methods_supported")
        by_post = told is not None and "client_secret_basic" not in told
        way = "client_secret_post" if by_post else "client_secret_basic"
        session = OAuth2Session(
            self._client.client_id,
            self._client.secret,
            token_endpoint_auth_method=way if self._client.secret else "none",
            scope=self._client.scope,
            redirect_uri=self._client.back,
            code_challenge_method="S256",
            default_timeout=TIMEOUT,
        )
        session.trust_env = False
        return session

    def _of_itself(self) -> dict[str, Any]:
        with self._lock:
            if self._now() >= self._about_until:
                root = self._client.issuer.rstrip("/")
                told = self._get(f"{root}/.well-known/openid-configuration")
                self._about = self._sound(told)
                self._about_until = self._now() + FRESH
            return self._about

    def _sound(self, told: dict[str, Any]) -> dict[str, Any]:
        """Return what it says, if it speaks for itself and no less safely."""
        scheme = urlsplit(self._client.issuer).scheme
        ways = [str(told.get(each, "")) for each in NEEDED]
        if told.get("end_session_endpoint"):
            ways.append(str(told["end_session_endpoint"]))
        is_safe = all(urlsplit(each).scheme in {scheme, "https"} for each in ways)
        if told.get("issuer") != self._client.issuer or not is_safe:
            raise Away("another-issuer")
        return told

    def _signing_keys(self, *, anew: bool = False) -> KeySet:
        place = self._of_itself()["jwks_uri"]
        with self._lock:
            now = self._now()
            is_due = now >= self._keys_until or (anew and now >= self._look_again)
            if self._keys is None or is_due:
                self._look_again = now + REST
                try:
                    self._keys = KeySet.import_key_set(self._get(place))  # type: ignore[arg-type]
                except (ValueError, KeyError, TypeError, JoseError):
                    raise Away("keys") from None
                self._keys_until = now + FRESH
            return self._keys

    def _get(self, address: str) -> dict[str, Any]:
        if self._now() < self._rest_until:
            raise Away("resting")
        try:
            with requests.Session() as session:
                session.trust_env = False
                answer = session.get(address, timeout=TIMEOUT, allow_redirects=False)
            told = answer.json() if answer.status_code == requests.codes.ok else None
        except (requests.RequestException, ValueError):
            told = None
        if not isinstance(told, dict):
            self._rest_until = self._now() + REST
            raise Away("provider")
        return told


def _named(fault: Exception) -> str:
    """Return what is wrong with a token, and which claim it is; nothing it says."""
    name = type(fault).__name__
    return f"{name}-{fault.claim}" if isinstance(fault, ClaimError) else name
