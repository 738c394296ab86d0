"""A private RabbitMQ node: own name, cookie, ports and data, on loopback only."""

import json
import os
import secrets
import shutil
import subprocess
from pathlib import Path

import amqp

from minqing_chassis.broker_rights import definitions
from minqing_local import processes
from minqing_local.broker_place import (
    ALONE,
    NOTHING_MORE,
    BrokerExtras,
    BrokerPorts,
    Seat,
)
from minqing_local.ports import LOOPBACK, is_open
from minqing_local.processes import Process, Recipe
from minqing_local.refusal import Refusal
from minqing_local.secret_files import password_in, write_secret
from minqing_local.waiting import wait_until

PROGRAMS = Path("/usr/lib/rabbitmq/bin")
START_SECONDS = 90.0
STOP_SECONDS = 30.0
LOG_IN_MEMORY = 32 * 1024 * 1024
"""Bytes of log that quorum queues hold in memory; unsaid, it would be 512 MiB."""


def is_installed() -> bool:
    """Say whether this machine has RabbitMQ's programs."""
    return (PROGRAMS / "rabbitmq-server").exists() and bool(shutil.which("epmd"))


class Broker:
    """One node whose whole life is in `folder`; its data survive `stop` and `kill`.

    >>> broker = Broker(Path(".run/broker"))
    >>> broker.start()
    >>> broker.uri
    'amqp://minqing:…@127.0.0.1:40123//'
    >>> broker.kill()      # as a power cut
    >>> broker.start()     # same ports, same data
    >>> broker.stop()
    """

    def __init__(
        self,
        folder: Path,
        ports: BrokerPorts | None = None,
        *,
        management: bool = False,
        extras: BrokerExtras = NOTHING_MORE,
        seat: Seat = ALONE,
    ) -> None:
        self.folder = folder.absolute()
        self.ports = ports or BrokerPorts.anywhere()
        self._management = management
        self._extras = extras
        self._seat = seat
        self._node: Process | None = None
        self._names: Process | None = None

    @property
    def uri(self) -> str:
        """The AMQP address, with its password, of the default virtual host."""
        return self.uri_of("/")

    def uri_of(self, vhost: str) -> str:
        """Return the AMQP address, with its password, of one virtual host."""
        return (
            f"amqp://{self.user}:{self.password}@{LOOPBACK}:{self.ports.amqp}/{vhost}"
        )

    def uri_for(self, account: str) -> str:
        """Return the AMQP address, with its password, of a service's own account."""
        password = self._password_of(account)
        return f"amqp://{account}:{password}@{LOOPBACK}:{self.ports.amqp}//"

    @property
    def user(self) -> str:
        """The user of the node who may do all."""
        return "minqing"

    @property
    def password(self) -> str:
        """The user's password, made at the first start and kept with the data."""
        return password_in(self.folder / "password")

    @property
    def pid(self) -> int:
        """The process id of the node (the Erlang machine itself)."""
        if self._node is None:
            raise RuntimeError("the broker was not started")
        return self._node.pid

    @property
    def alive(self) -> bool:
        """Whether the node's process runs."""
        return self._node is not None and self._node.alive

    def start(self) -> None:
        """Start the node and wait until clients can log in (some 6 to 14 s)."""
        self.launch()
        self.wait_until_ready()

    def launch(self) -> None:
        """Start the node without waiting. Raises `Refusal` without RabbitMQ."""
        if not is_installed():
            raise Refusal(
                "RabbitMQ is not installed: run 'apt-get install rabbitmq-server' as "
                "root, or name a broker of your own in AMQP_URI."
            )
        if self.alive:
            return
        self.prepare()
        if not self._seat.cookie:
            self._names = self.start_names()
        self._node = processes.start("broker", self._recipe())

    def wait_until_ready(self, timeout: float = START_SECONDS) -> None:
        """Wait until clients can log in. Raises `Refusal` if the node gives up."""
        wait_until(self._answers_or_died, "RabbitMQ to answer", timeout, every=0.1)
        if not self.alive:
            raise Refusal(
                f"RabbitMQ ended at its start; its reasons stand in {self._console}."
            )

    def stop(self) -> None:
        """Stop the node in good order; its data remain."""
        if self._node is not None:
            self._node.stop(timeout=STOP_SECONDS)
        self._stop_names()

    def kill(self) -> None:
        """End the node as a power cut would; its data remain."""
        if self._node is not None:
            self._node.kill()
        self._stop_names()

    def restart(self) -> None:
        """Stop, then start again on the same ports and data."""
        self.stop()
        self.start()

    def pause(self) -> None:
        """Freeze the node: connections stay open, nothing answers."""
        if self._node is not None:
            self._node.pause()

    def resume(self) -> None:
        """Let a frozen node go on."""
        if self._node is not None:
            self._node.resume()

    def ctl(self, *arguments: str, timeout: float = 60.0) -> str:
        """Run `rabbitmqctl` on this node and return what it prints (costs 1-2 s)."""
        done = subprocess.run(
            [str(PROGRAMS / "rabbitmqctl"), "--quiet", *arguments],
            env=self._environ(),
            capture_output=True,
            text=True,
            timeout=timeout,
            check=True,
        )
        return done.stdout

    def drop_connections(self) -> None:
        """Close every client connection at once; clients may come back."""
        self.ctl("close_all_connections", "dropped on purpose")

    def _password_of(self, account: str) -> str:
        return password_in(self.folder / f"password-{account}")

    @property
    def _console(self) -> Path:
        return self.folder / "log" / "console.log"

    def prepare(self) -> None:
        """Write what the node reads at its start."""
        for name in ("home", "data", "log", "generated", "expanded"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        cookie = self.folder / "home" / ".erlang.cookie"
        if not cookie.exists():
            write_secret(cookie, self._seat.cookie or secrets.token_hex(16).upper())
        write_secret(self.folder / "rabbitmq.conf", self._configuration())
        write_secret(self._definitions, self._accounts())
        plugins = ["rabbitmq_management"] if self._management else []
        listed = ",".join(sorted({*plugins, *self._extras.plugins}))
        (self.folder / "enabled_plugins").write_text(f"[{listed}].", encoding="utf-8")

    def _configuration(self) -> str:
        lines = [
            f"listeners.tcp.1 = {LOOPBACK}:{self.ports.amqp}",
            f"default_user = {self.user}",
            f"default_pass = {self.password}",
            "loopback_users = none",
            "vm_memory_high_watermark.relative = 0.25",
            "disk_free_limit.absolute = 512MB",
            f"raft.wal_max_size_bytes = {LOG_IN_MEMORY}",
            "heartbeat = 30",
            "collect_statistics_interval = 60000",
            "log.file.level = warning",
            "log.console = false",
        ]
        if self._management:
            lines += [
                f"management.tcp.ip = {LOOPBACK}",
                f"management.tcp.port = {self.ports.management}",
                "management_agent.disable_metrics_collector = true",
            ]
        if self._extras.accounts:
            lines.append(f"load_definitions = {self._definitions}")
        return "\n".join(lines) + "\n" + self._extras.conf

    @property
    def _definitions(self) -> Path:
        return self.folder / "definitions.json"

    def _accounts(self) -> str:
        """Return who may do what; a node that reads it makes no user of its own."""
        passwords = {name: self._password_of(name) for name in self._extras.accounts}
        return json.dumps(definitions(passwords, admin=(self.user, self.password)))

    def _environ(self) -> dict[str, str]:
        folder = self.folder
        paths = {
            "RABBITMQ_MNESIA_BASE": folder / "data",
            "RABBITMQ_LOG_BASE": folder / "log",
            "RABBITMQ_CONFIG_FILE": folder / "rabbitmq.conf",
            "RABBITMQ_ADVANCED_CONFIG_FILE": folder / "advanced.config",
            "RABBITMQ_ENABLED_PLUGINS_FILE": folder / "enabled_plugins",
            "RABBITMQ_PID_FILE": folder / "node.pid",
            "RABBITMQ_GENERATED_CONFIG_DIR": folder / "generated",
            "RABBITMQ_PLUGINS_EXPAND_DIR": folder / "expanded",
            "RABBITMQ_FEATURE_FLAGS_FILE": folder / "feature_flags",
            "HOME": folder / "home",
        }
        return {name: str(path) for name, path in paths.items()} | self._addresses()

    def _addresses(self) -> dict[str, str]:
        return {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "LANG": "C.UTF-8",
            "RABBITMQ_NODENAME": self._seat.node,
            "RABBITMQ_NODE_IP_ADDRESS": LOOPBACK,
            "RABBITMQ_NODE_PORT": str(self.ports.amqp),
            "RABBITMQ_DIST_PORT": str(self.ports.distribution),
            "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            "ERL_EPMD_ADDRESS": LOOPBACK,
            "ERL_EPMD_PORT": str(self.ports.names),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": (
                f"-kernel inet_dist_use_interface {{127,0,0,1}} {self._seat.erlang}"
            ),
            # Two cores are shared with everything else: no pinning, no busy waiting.
            "RABBITMQ_SCHEDULER_BIND_TYPE": "u",
            "RABBITMQ_SCHEDULER_BUSY_WAIT_THRESHOLD": "none",
            # The start script becomes the Erlang machine, so that our pid is its pid.
            "detached": "yes",
        }

    def _recipe(self) -> Recipe:
        argv = [str(PROGRAMS / "rabbitmq-server"), "-noinput"]
        return Recipe(argv, self._environ(), self._console, self.folder)

    def start_names(self) -> Process:
        """Start the node's own name server, which Erlang would leave behind."""
        port = str(self.ports.names)
        argv = ["epmd", "-address", LOOPBACK, "-port", port]
        log = self.folder / "log" / "epmd.log"
        recipe = Recipe(argv, self._environ(), log, last_signal="KILL")
        names = processes.start("epmd", recipe)
        wait_until(lambda: is_open(self.ports.names), "epmd to answer", 10)
        return names

    def _stop_names(self) -> None:
        if self._names is not None:
            self._names.kill()

    def _answers_or_died(self) -> bool:
        return not self.alive or self._lets_us_in()

    def _lets_us_in(self) -> bool:
        if not is_open(self.ports.amqp):
            return False
        try:
            with amqp.Connection(
                host=f"{LOOPBACK}:{self.ports.amqp}",
                userid=self.user,
                password=self.password,
                connect_timeout=5,
            ):
                return True
        except (OSError, amqp.exceptions.AMQPError):
            return False
