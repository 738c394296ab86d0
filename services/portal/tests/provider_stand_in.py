"""A real OpenID provider for the tests, of Authlib's own provider parts.

It signs in whoever `person` names, without asking; `spoil` changes a token's claims.
"""

import json
import time
from base64 import urlsafe_b64encode
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace
from unittest.mock import patch

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode
from flask import Flask, Response, redirect, request
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey

from portal.adapters.identity_provider import LOGOUT, Client, OpenIdProvider
from services.portal.tests.stand_in import served

CLIENT, SECRET = "minqing-portal", "a secret of the client, long enough 26"


class Provider:
    """What the tests may turn: who is there, which key signs, what is spoiled."""

    def __init__(self):
        self.issuer = self.back = ""
        self.fresh()

    def fresh(self):
        """Be as a sound provider is."""
        self.person, self.name, self.spoil = "chen.zhu", "陈主任", {}
        self.header, self.hidden, self.away, self.deny = {}, False, False, False
        self.about, self.answered, self.asked = {}, {}, []
        self.codes, self.later, self.session = {}, 0, "session-1"
        self.rotate()

    def rotate(self):
        """Sign with a new key from now on; the former is shown no more."""
        named = {"kid": f"key-{time.monotonic_ns()}", "use": "sig", "alg": "ES256"}
        self.key = ECKey.generate_key("P-256", named)

    def discovery(self):
        """What it says of itself."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/out",
            "authorization_response_iss_parameter_supported": True,
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        } | self.about

    def token(self, nonce):
        """Return an identity token; how it is spoiled is the test's."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": f"subject of {self.person}",
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "name": self.name,
            "staff_number": self.person,
            "sid": self.session,
        } | self.spoil
        return self._signed(claims)

    def logout_token(self, **spoil):
        """Return a notice that somebody was signed out (Back-Channel Logout 1.0)."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": f"subject of {self.person}",
            "sid": self.session,
            "iat": now,
            "exp": now + 120,
            "jti": f"notice-{time.monotonic_ns()}",
            "events": {LOGOUT: {}},
        }
        return self._signed(claims | spoil)

    def _signed(self, claims):
        claims = {name: told for name, told in claims.items() if told is not None}
        header = {"alg": "ES256", "kid": self.key.kid} | self.header
        if header["alg"] == "none":
            return f"{_coded(header)}.{_coded(claims)}."
        key = self.key if header["alg"] == "ES256" else OctKey.import_key(SECRET)
        return jwt.encode(header, claims, key, ["ES256", "HS256"])


def _coded(told):
    return urlsafe_b64encode(json.dumps(told).encode()).rstrip(b"=").decode()


class _Client(SimpleNamespace):
    def get_client_id(self):
        return CLIENT

    def get_default_redirect_uri(self):
        return self.back

    def get_allowed_scope(self, scope):
        return scope

    def check_redirect_uri(self, address):
        return address == self.back

    def check_client_secret(self, secret):
        return secret == SECRET

    def check_endpoint_auth_method(self, method, endpoint):
        return method == "client_secret_basic"

    def check_response_type(self, kind):
        return kind == "code"

    def check_grant_type(self, kind):
        return kind == "authorization_code"


class _Code(SimpleNamespace):
    def get_redirect_uri(self):
        return self.redirect_uri

    def get_scope(self):
        return self.scope

    def get_nonce(self):
        return self.nonce

    def get_auth_time(self):
        return None

    get_acr = get_amr = get_auth_time


def _grant(provider):
    class Grant(grants.AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

        def save_authorization_code(self, code, request):
            told = request.payload
            provider.codes[code] = _Code(
                redirect_uri=told.redirect_uri,
                scope=told.scope,
                nonce=told.data["nonce"],
                code=code,
                code_challenge=told.data.get("code_challenge"),
                code_challenge_method=told.data.get("code_challenge_method"),
            )

        def query_authorization_code(self, code, client):
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code):
            del provider.codes[authorization_code.code]

        def authenticate_user(self, authorization_code):
            return SimpleNamespace(id=provider.person)

    class Told(OpenIDCode):
        def exists_nonce(self, nonce, request):
            return any(each.nonce == nonce for each in provider.codes.values())

        def encode_id_token(self, token, request):
            return provider.token(request.authorization_code.nonce)

    return Grant, [Told(require_nonce=True), CodeChallenge(required=True)]


def _app(provider):
    app = Flask("provider")
    server = AuthorizationServer(
        app, lambda _: _Client(back=provider.back), lambda token, request: None
    )
    server.register_grant(*_grant(provider))

    @app.before_request
    def _hear():
        provider.asked.append(request.path)
        return Response("away", 503) if provider.away else None

    _tell(app, provider)

    @app.get("/authorize")
    def _authorize():
        if provider.deny:
            state = request.args["state"]
            told = f"error=access_denied&state={state}&iss={provider.issuer}"
            return redirect(f"{provider.back}?{told}")
        user = SimpleNamespace(id=provider.person)
        answer = server.create_authorization_response(
            grant=server.get_consent_grant(end_user=user), grant_user=user
        )
        named = {"iss": provider.issuer} | provider.answered
        for name, told in named.items():
            answer.headers["Location"] += f"&{name}={told}" if told else ""
        return answer

    @app.post("/token")
    def _token():
        return server.create_token_response()

    return app


def _tell(app, provider):
    @app.get("/.well-known/openid-configuration")
    def _itself():
        return provider.discovery()

    @app.get("/keys")
    def _keys():
        return KeySet([provider.key]).as_dict(private=False)

    @app.get("/out")
    def _out():
        return "signed out"


def provided(parts, provider, url):
    """Return the parts of a portal at an address, with the provider beside it."""
    provider.back = f"{url}/sign-in/provider/back"
    client = Client(
        issuer=provider.issuer,
        client_id=CLIENT,
        secret=SECRET,
        claim="staff_number",
        scope="openid profile",
        back=provider.back,
        after=f"{url}/sign-in",
    )
    found = OpenIdProvider(client, lambda: time.time() + provider.later)
    return replace(parts, provider=found)


@contextmanager
def a_provider():
    """Serve one on this machine; yield it."""
    provider = Provider()
    with (
        patch.dict("os.environ", AUTHLIB_INSECURE_TRANSPORT="1"),
        served(_app(provider)) as address,
    ):
        provider.issuer = address
        yield provider
