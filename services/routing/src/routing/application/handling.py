"""What answers each command of routing."""

from collections.abc import Callable
from functools import partial
from typing import Any

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Command
from routing.application import handlers
from routing.application.commands import (
    AssignCase,
    EscalateOverdue,
    ForgetAnswers,
    HearAnswer,
    HearRelapse,
    JudgeAgain,
    NoticeRules,
    OpenCase,
    RecomputeProvisional,
    RecordOrganisation,
    RecordStaff,
    RemindUnits,
    ResolveCase,
    ReturnCase,
    SetRule,
    StartCase,
)
from routing.application.mediations.handlers import after_mediation
from routing.application.merging import merging_handlers
from routing.application.once import once
from routing.application.repeating import (
    HearNoRepeat,
    HearRepeat,
    SettleRepeats,
    hear_no_repeat,
    hear_repeat,
    settle_repeats,
)
from routing.application.resettling import (
    KeepFromAccused,
    ResettleCase,
    keep_from_accused,
    resettle_case,
)
from routing.application.room_handlers import RoomRules, room_handlers
from routing.application.same.handlers import own_mark_handlers
from routing.application.silence import NoticeSilence, notice_silence
from routing.application.steering_handlers import steering_handlers
from routing.application.taking_back import TakeCaseBack, take_case_back
from routing.domain.deadline import Clocks


def own_handlers(
    clock: Clock, clocks: Clocks, rules: RoomRules
) -> dict[type[Command], Callable[[Any, Any], Any]]:
    """Return what answers each command, in an agency that stands alone."""
    return {
        OpenCase: partial(handlers.open_case, clock=clock, clocks=clocks),
        AssignCase: once(partial(handlers.assign_case, clock=clock, clocks=clocks)),
        StartCase: once(partial(handlers.start_case, clock=clock)),
        ReturnCase: once(partial(handlers.return_case, clock=clock, clocks=clocks)),
        ResolveCase: once(after_mediation(partial(handlers.resolve_case, clock=clock))),
        ResettleCase: partial(resettle_case, clock=clock, clocks=clocks),
        TakeCaseBack: partial(take_case_back, clock=clock),
        KeepFromAccused: partial(keep_from_accused, clock=clock, clocks=clocks),
        HearAnswer: partial(handlers.hear_answer, clocks=clocks),
        HearRelapse: partial(handlers.hear_relapse, clocks=clocks),
        EscalateOverdue: partial(handlers.escalate_overdue, clock=clock, clocks=clocks),
        RemindUnits: partial(handlers.remind_units, clock=clock, clocks=clocks),
        NoticeSilence: partial(notice_silence, clock=clock, clocks=clocks),
        JudgeAgain: partial(handlers.judge_again, clock=clock, clocks=clocks),
        RecomputeProvisional: partial(
            handlers.recompute_provisional, clock=clock, clocks=clocks
        ),
        NoticeRules: partial(handlers.notice_rules, clock=clock),
        RecordOrganisation: handlers.record_organisation,
        RecordStaff: handlers.record_staff,
        SetRule: partial(handlers.set_rule, clock=clock),
        **merging_handlers(clock, clocks),
        HearRepeat: partial(hear_repeat, clock=clock, clocks=clocks),
        HearNoRepeat: hear_no_repeat,
        SettleRepeats: partial(settle_repeats, clock=clock, clocks=clocks),
        ForgetAnswers: handlers.forget_answers,
        **own_mark_handlers(clock),
        **steering_handlers(clock, clocks),
        **room_handlers(clock, clocks, rules),
    }
