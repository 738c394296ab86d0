"""Asking another service, with an end to the patience."""

import contextlib
import logging
from typing import Any
from urllib.parse import urlsplit

import eventlet
from nameko.standalone.rpc import ClusterRpcProxy

from minqing_chassis.nodes import in_any_order

log = logging.getLogger(__name__)


class RpcUnavailable(ConnectionError):
    """The other service did not answer in time, or could not be reached."""


class _Caller(ClusterRpcProxy):
    """A caller whose queue for replies bears the name of its account."""

    class ServiceContainer(ClusterRpcProxy.ServiceContainer):
        def __init__(self, config: dict[str, Any]) -> None:
            super().__init__(config)
            self.service_name = urlsplit(config["AMQP_URI"]).username or "guest"


class RpcClient:
    """Calls methods of one service over nameko RPC; not for two greenthreads at once.

    The connection is opened at the first call and remade after any trouble.
    """

    def __init__(self, service: str, amqp_uri: str, *, timeout: float = 5.0) -> None:
        self._service = service
        self._uri = amqp_uri
        self._timeout = timeout
        self._cluster: _Caller | None = None
        self._proxy: Any = None

    def call(self, method: str, **values: Any) -> Any:  # noqa: ANN401
        """Return what the other service answers; values and answer are plain JSON.

        Raises RpcUnavailable when there is no answer within `timeout` seconds, and for
        any error on the far side: the caller may try again.
        """
        try:
            with eventlet.Timeout(self._timeout + 1, RpcUnavailable("cut off")):
                return getattr(self._connected(), method)(**values)
        except Exception as error:
            self.close()
            raise RpcUnavailable(f"{self._service}.{method}: {error!r}") from error

    def close(self) -> None:
        """Let go of the connection."""
        cluster, self._cluster, self._proxy = self._cluster, None, None
        if cluster is not None:
            with contextlib.suppress(Exception), eventlet.Timeout(1, False):
                cluster.stop()

    def _connected(self) -> Any:  # noqa: ANN401
        if self._proxy is None:
            self._cluster = _Caller(
                {"AMQP_URI": in_any_order(self._uri)}, timeout=self._timeout
            )
            self._proxy = self._cluster.start()[self._service]
        return self._proxy
