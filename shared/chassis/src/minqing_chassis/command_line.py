"""How a process ends that was asked for one command: well, or with one sentence."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from eventlet import patcher


@contextmanager
def ending_well(service: str, *refusals: type[Exception]) -> Iterator[None]:
    """Run what stands inside; a refusal is one sentence on stderr and exit code 1.

    Whoever stops reading what is printed (`… | head`) ends the command quietly.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError as error:
        if not _nobody_reads():
            sys.exit(f"{service}: {error}")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except refusals as error:
        sys.exit(f"{service}: {error}")


def _nobody_reads() -> bool:
    """Say whether stdout is a pipe whose reader is gone."""
    select = patcher.original("select")
    asked = select.poll()
    try:
        asked.register(sys.stdout.fileno(), 0)
    except (OSError, ValueError):
        return False
    return any(event & select.POLLERR for _, event in asked.poll(0))
