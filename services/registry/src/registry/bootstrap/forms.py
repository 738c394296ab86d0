"""The handlers of visit forms."""

from collections.abc import Callable
from typing import Any

from minqing_kernel.messages import Command
from registry.application.forms import handlers
from registry.application.forms.commands import (
    ReceiveForm,
    ReportForm,
    SendForm,
)

FORMS: dict[type[Command], Callable[..., Any]] = {
    SendForm: handlers.send_form,
    ReceiveForm: handlers.receive_form,
    ReportForm: handlers.report_form,
}
"""What happens when the agency's clock says."""
