"""Which function does which of the channels' commands."""

from collections.abc import Callable
from functools import partial
from typing import Any

from intake.application import channel_handlers as handlers
from intake.application import group_handlers as groups
from intake.application.channel_commands import (
    AddBatch,
    AdmitMember,
    AnswerCall,
    MapCategory,
    MeetMember,
    OpenGroup,
    RecordArrival,
    RecordDevice,
    RegisterArrival,
    SettleMember,
    TurnArrival,
)
from intake.application.conduct import RecordConduct, record_conduct
from intake.application.desk import Desk
from intake.application.informing import of_informers
from minqing_kernel.messages import Command


def at_the_channels(desk: Desk) -> dict[type[Command], Callable[..., Any]]:
    """Return the handlers of arrivals, devices, informers and groups."""
    return {
        RecordArrival: partial(handlers.record_arrival, desk=desk),
        RegisterArrival: partial(handlers.register_arrival, desk=desk),
        TurnArrival: partial(handlers.turn_arrival, desk=desk),
        RecordConduct: partial(record_conduct, desk=desk),
        RecordDevice: partial(handlers.record_device, desk=desk),
        AnswerCall: partial(handlers.answer_call, desk=desk),
        **of_informers(desk),
        MapCategory: partial(handlers.map_category, desk=desk),
        OpenGroup: partial(groups.open_group, desk=desk),
        AddBatch: partial(groups.add_batch, desk=desk),
        AdmitMember: partial(groups.admit_member, desk=desk),
        MeetMember: partial(groups.meet_member, desk=desk),
        SettleMember: partial(groups.settle_member, desk=desk),
    }
