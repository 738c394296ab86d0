"""Migrations: a step of their own, before the services start."""

import subprocess
import sys
from collections.abc import Mapping

from minqing_local.refusal import Refusal


def migrate(
    service: str, environ: Mapping[str, str], python: str = sys.executable
) -> None:
    """Bring the service's database to the newest schema (`python -m S migrate`).

    `python` says of which version. Raises `Refusal` with the program's last words if it
    fails.
    """
    done = subprocess.run(
        [python, "-m", service, "migrate"],
        env=dict(environ),
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise Refusal(
            f"The migration of {service} failed:\n{(done.stdout + done.stderr)[-3000:]}"
        )
