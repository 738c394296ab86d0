"""The programs this machine must have; RabbitMQ is installed by apt when it is not."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from minqing_local import broker
from minqing_local.refusal import Refusal

POLICY = Path("/usr/sbin/policy-rc.d")
FORBID_STARTING = "#!/bin/sh\n# Made for the length of one installation.\nexit 101\n"
OTHERWISE = "or name a broker of your own in AMQP_URI"


def ensure(own_broker: bool, say: Callable[[str], None]) -> None:
    """Have every program that is needed, or raise `Refusal` saying what to do.

    `own_broker` is false when the operator named a broker: RabbitMQ is not needed then.
    """
    if shutil.which("setpriv") is None:
        raise Refusal("'setpriv' is missing: install the Debian package util-linux.")
    if own_broker and not broker.is_installed():
        _install_rabbitmq(say)


def _install_rabbitmq(say: Callable[[str], None]) -> None:
    if shutil.which("apt-get") is None:
        raise Refusal(
            "RabbitMQ is not installed and this machine has no apt: install RabbitMQ "
            f"3.10 or newer, {OTHERWISE}."
        )
    become_root = _become_root()
    say("installing rabbitmq-server by apt (once, a minute or two)")
    with _nothing_starts_by_itself(become_root):
        _apt(become_root, "update", "-q")
        _apt(become_root, "install", "-q", "-y", "--no-install-recommends")
    if not broker.is_installed():
        raise Refusal(
            "apt installed rabbitmq-server, but its programs are not in "
            f"{broker.PROGRAMS}: install RabbitMQ 3.10 or newer, {OTHERWISE}."
        )


def _become_root() -> list[str]:
    """Return what goes before a command that root must run."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode:
        sudo = None
    if sudo is None:
        raise Refusal(
            "RabbitMQ is not installed and installing it needs root: run "
            f"'apt-get install rabbitmq-server' as root once, {OTHERWISE}."
        )
    return [sudo, "-n"]


@contextmanager
def _nothing_starts_by_itself(become_root: list[str]) -> Iterator[None]:
    """Keep Debian from starting a broker of the system's while it installs.

    A policy that is already there is the machine's own and stays as it is.
    """
    if POLICY.exists():
        yield
        return
    with tempfile.NamedTemporaryFile("w", suffix=".policy") as policy:
        policy.write(FORBID_STARTING)
        policy.flush()
        install = ["install", "-m", "755", policy.name, str(POLICY)]
        subprocess.run([*become_root, *install], check=True)
    try:
        yield
    finally:
        subprocess.run([*become_root, "rm", "-f", str(POLICY)], check=True)


def _apt(become_root: list[str], *arguments: str) -> None:
    package = ["rabbitmq-server"] if "install" in arguments else []
    done = subprocess.run(
        [*become_root, "apt-get", *arguments, *package],
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise Refusal(
            f"'apt-get {arguments[0]}' failed ({_last_line(done.stderr)}): check the "
            f"network and apt's sources and run make again, {OTHERWISE}."
        )


def _last_line(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1] if lines else "it gave no reason"
