"""The handlers of spot checks and assessments, by the rules of the place."""

from collections.abc import Callable
from typing import Any

from minqing_kernel.messages import Command
from registry.application.assessments.commands import ScoreSheet
from registry.application.assessments.handlers import score_sheet
from registry.application.checks.commands import DrawChecks, RecordFinding
from registry.application.checks.handlers import draw_checks, record_finding

CHECKS: dict[type[Command], Callable[..., Any]] = {
    DrawChecks: draw_checks,
    RecordFinding: record_finding,
    ScoreSheet: score_sheet,
}
