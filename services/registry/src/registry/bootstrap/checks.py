"""The handlers of spot checks, by the rules of the place."""

from collections.abc import Callable
from typing import Any

from minqing_kernel.messages import Command
from registry.application.checks.commands import DrawChecks, RecordFinding
from registry.application.checks.handlers import draw_checks, record_finding

CHECKS: dict[type[Command], Callable[..., Any]] = {
    DrawChecks: draw_checks,
    RecordFinding: record_finding,
}
