"""One broker and one database server for all who share one run of the tests."""

import shutil
import tempfile
from pathlib import Path
from threading import Thread
from typing import Any, Self

from minqing_local.broker import Broker
from minqing_local.broker_place import BrokerPorts
from minqing_local.ports import free_port
from minqing_local.postgres import Postgres
from minqing_local.refusal import Refusal
from minqing_local.waiting import wait_until

READY_SECONDS = 180.0


class SharedParts:
    """Started and ended by one process, used by others that were told `where`.

    >>> parts = SharedParts.in_new_folder()
    >>> parts.launch()
    >>> SharedParts(**parts.where()).ready().broker.uri       # in another process
    'amqp://minqing:…@127.0.0.1:40123//'
    >>> parts.end()
    """

    def __init__(self, folder: str, ports: list[int]) -> None:
        self._folder, self._ports = Path(folder), ports
        *of_broker, of_postgres = ports
        self.broker = Broker(
            self._folder / "broker", BrokerPorts(*of_broker), management=True
        )
        self.postgres = Postgres(self._folder / "postgres", of_postgres, durable=False)
        self._starting: Thread | None = None

    @classmethod
    def in_new_folder(cls) -> Self:
        """Choose a folder of their own, and free ports; start nothing."""
        folder = tempfile.mkdtemp(prefix="minqing-test-")
        return cls(folder, [free_port() for _ in range(5)])

    def where(self) -> dict[str, Any]:
        """Return what another process needs to use them."""
        return {"folder": str(self._folder), "ports": self._ports}

    def launch(self) -> None:
        """Start both beside what this process does meanwhile."""
        self._starting = Thread(target=self._start)
        self._starting.start()

    def ready(self) -> Self:
        """Wait until both answer. Raises `Refusal` if one of them cannot start."""
        wait_until(self._told.exists, "broker and database server", READY_SECONDS)
        refused = self._told.read_text("utf-8")
        if refused:
            raise Refusal(refused)
        return self

    def end(self) -> None:
        """End both, and leave nothing behind."""
        if self._starting:
            self._starting.join()
        self.broker.kill()
        self.postgres.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _told(self) -> Path:
        return self._folder / "started"

    def _start(self) -> None:
        said = ""
        try:
            self.postgres.start()
            self.broker.start()
        except Exception as error:  # whatever it was, all who wait must hear of it
            said = str(error) or repr(error)
        half = self._folder / "half"
        half.write_text(said, "utf-8")
        half.rename(self._told)
