"""The handlers of campaigns, indicators, regulations and pictures."""

from collections.abc import Callable
from typing import Any

from minqing_kernel.messages import Command
from registry.application.pictures.commands import KeepPicture
from registry.application.pictures.handlers import keep_picture
from registry.application.steering import handlers
from registry.application.steering.commands import (
    GroupPetition,
    RecordCampaign,
    RecordIndicator,
    RecordRegulation,
    RecordValue,
    TakeRegulationFile,
)

STEERING: dict[type[Command], Callable[..., Any]] = {
    RecordCampaign: handlers.record_campaign,
    GroupPetition: handlers.group_petition,
    RecordIndicator: handlers.record_indicator,
    RecordValue: handlers.record_value,
    RecordRegulation: handlers.record_regulation,
    TakeRegulationFile: handlers.take_regulation_file,
    KeepPicture: keep_picture,
}
