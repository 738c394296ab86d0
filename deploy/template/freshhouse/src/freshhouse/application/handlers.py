"""One function a command: it loads, asks the domain, and is done."""

from collections.abc import Callable
from typing import Any

from minqing_kernel.messages import Command

HANDLERS: dict[type[Command], Callable[..., Any]] = {}
