"""Canaille, an identity provider made by others, in a process of its own.

`make try-provider` installs it; PROVIDER_PROGRAM names its program.
"""

import html
import os
import re
import subprocess
from pathlib import Path

import requests
from joserfc.jwk import RSAKey

from minqing_local.ports import LOOPBACK, free_port
from minqing_local.waiting import wait_until

PROGRAM = os.environ.get("PROVIDER_PROGRAM", "")
CLIENT = "minqing"
SECRET = "a secret that Canaille shares with the portal"
CLAIM = "preferred_username"
"""Filled from the number of an employee, which nobody can change themselves."""
PASSWORD = "correct-horse-battery"
HIDDEN = re.compile(r'name="csrf_token" value="([^"]+)"')
SETTINGS = """
SECRET_KEY = "of this trial alone"
SERVER_NAME = "{address}"
PREFERRED_URL_SCHEME = "http"
SESSION_COOKIE_SECURE = false

[CANAILLE]
DATABASE = "sql"

[CANAILLE_SQL]
DATABASE_URI = "sqlite:///{folder}/canaille.sqlite"

[CANAILLE_OIDC]
ACTIVE_JWKS = [{{ {key} }}]
TRUSTED_DOMAINS = []

[CANAILLE_OIDC.USERINFO_MAPPING]
PREFERRED_USERNAME = "{{{{ user.employee_number or '' }}}}"
"""


class Canaille:
    """The product at an address of this machine, with people and one client."""

    def __init__(self, folder: Path) -> None:
        self.address = f"{LOOPBACK}:{free_port()}"
        self.issuer = f"http://{self.address}"
        self._folder = folder
        self._environ = os.environ | {"CANAILLE_CONFIG": str(folder / "canaille.toml")}
        key = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)
        told = key.as_dict(private=True).items()
        words = [(name, value) for name, value in told if isinstance(value, str)]
        (folder / "canaille.toml").write_text(
            SETTINGS.format(
                address=self.address,
                folder=folder,
                key=", ".join(f'{name} = "{value}"' for name, value in words),
            )
        )
        self._tell("db", "upgrade")

    def add_person(self, name: str, staff_id: str) -> None:
        """Let somebody sign in by a name, with `PASSWORD`; empty: without a number."""
        number = ("--employee-number", staff_id) if staff_id else ()
        person = ("--user-name", name, "--family-name", name, "--password", PASSWORD)
        self._tell("create", "user", *person, *number)

    def add_portal(self, url: str) -> None:
        """Make the portal at an address known, as docs/sign-in.md says."""
        self._tell(
            *("create", "client", "--client-id", CLIENT, "--client-secret", SECRET),
            *("--client-name", "Minqing", "--grant-types", "authorization_code"),
            *("--redirect-uris", f"{url}/sign-in/provider/back"),
            *("--post-logout-redirect-uris", f"{url}/sign-in"),
            *("--response-types", "code", "--scope", "openid", "--scope", "profile"),
            *("--token-endpoint-auth-method", "client_secret_basic"),
        )
        self._tell("set", "client", CLIENT, "--audience", CLIENT)

    def start(self) -> None:
        """Serve until `stop`."""
        with (self._folder / "canaille.log").open("wb") as log:
            self._process = subprocess.Popen(
                [PROGRAM, "run", "--bind", self.address],
                cwd=self._folder,
                env=self._environ,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        wait_until(self._answers, "Canaille to answer", 60)

    def stop(self) -> None:
        """End the process."""
        self._process.terminate()
        self._process.wait(30)

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.issuer}/oauth/jwks.json", timeout=5).ok
        except requests.ConnectionError:
            return False

    def _tell(self, *words: str) -> None:
        subprocess.run(
            [PROGRAM, *words],
            cwd=self._folder,
            env=self._environ,
            check=True,
            stdout=subprocess.DEVNULL,
        )


class Visitor:
    """A browser without scripts at Canaille's own pages."""

    def __init__(self, colleague) -> None:
        self._colleague = colleague

    def sign_in(self, name: str) -> None:
        """Say who one is; where one comes out is the colleague's page."""
        self._send(login=name)
        self._send(password=PASSWORD)

    def answer(self, word: str) -> None:
        """Answer what it asks: `accept`, `deny`, `logout`."""
        self._send(answer=word)

    def _send(self, **said: str) -> None:
        page = self._colleague.page
        mark = HIDDEN.search(html.unescape(page.text))
        form = {"csrf_token": mark[1] if mark else "", **said}
        self._colleague.page = self._colleague.session.post(
            page.url, data=form, timeout=60
        )
