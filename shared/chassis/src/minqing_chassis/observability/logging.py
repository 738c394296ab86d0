"""JSON logs with one correlation id; neither bodies nor personal data go in."""

import logging
import re
import sys
from datetime import UTC, datetime
from typing import Any, TextIO

from pythonjsonlogger.json import JsonFormatter

from minqing_chassis.observability.correlation import correlated, current

__all__ = ["configure_logging", "correlated"]

NOISY = ("nameko", "kombu", "amqp", "alembic", "sqlalchemy.engine", "urllib3")
"""Libraries that are heard from WARNING up; below it urllib3 tells whole addresses."""


LOGIN = re.compile(r"(://[^:/@\s\"]+):[^@\s\"]+@")
"""A name and a password in an address; libraries tell whole addresses of failures."""


class _Formatter(JsonFormatter):
    def __init__(self, service: str) -> None:
        super().__init__(json_ensure_ascii=False)
        self._service = service

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without the password of any address that it tells."""
        return LOGIN.sub(r"\1:***@", super().format(record))

    def add_fields(
        self,
        log_data: dict[str, Any],
        record: logging.LogRecord,
        message_dict: dict[str, Any],
    ) -> None:
        """Put what every line has first, then what this line adds."""
        moment = datetime.fromtimestamp(record.created, UTC)
        log_data["time"] = moment.isoformat(timespec="milliseconds")
        log_data["level"] = record.levelname
        log_data["service"] = self._service
        log_data["logger"] = record.name
        correlation_id = current.get()
        if correlation_id is not None:
            log_data["correlation_id"] = str(correlation_id)
        super().add_fields(log_data, record, message_dict)


def configure_logging(
    service: str, level: str = "INFO", stream: TextIO | None = None
) -> None:
    """Let every logger of this process write JSON lines to `stream` (stderr)."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Formatter(service))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in NOISY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
