"""Operator commands of the services, run as an operator runs them."""

import subprocess
import sys
from collections.abc import Mapping

NO_DOOR = "127.0.0.1:0"
"""Settings want an address; a command opens no door."""


class CommandFailed(Exception):
    """A command ended badly; the message is what it said."""


def run_cli(environ: Mapping[str, str], service: str, *arguments: str) -> str:
    """Run `python -m SERVICE cli …`; return what it prints. Raises CommandFailed."""
    own = environ.get(f"SEALING_KEY_FILE_{service.upper()}")
    keys = {"SEALING_KEY_FILE": own} if own else {}
    done = subprocess.run(
        [sys.executable, "-m", service, "cli", *arguments],
        env={"HTTP_ADDRESS": NO_DOOR} | dict(environ) | keys,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        asked = " ".join(arguments[:2])
        raise CommandFailed(f"{service} cli {asked}: {done.stderr.strip()[-2000:]}")
    return done.stdout
