"""Which function answers which command about the same matter said again."""

from collections.abc import Callable
from functools import partial
from typing import Any

from intake.application.consenting import ChangeConsent, consent_changed
from intake.application.desk import Desk
from intake.application.merging import (
    MergePetition,
    SeparatePetition,
    merge_petition,
    separate_petition,
)
from intake.application.repeating import (
    RepeatPetition,
    UnrepeatPetition,
    repeat_petition,
    unrepeat_petition,
)
from intake.application.reviewing import RequestReview, request_review
from intake.application.splitting import SplitPetition, split_petition
from intake.application.withdrawing import WithdrawPetition, withdraw_petition
from minqing_kernel.messages import Command


def of_repeats(desk: Desk) -> dict[type[Command], Callable[..., Any]]:
    """Return the handlers of merging, dividing, repeats, withdrawing, consenting."""
    return {
        RequestReview: partial(request_review, desk=desk),
        ChangeConsent: partial(consent_changed, desk=desk),
        WithdrawPetition: partial(withdraw_petition, desk=desk),
        MergePetition: partial(merge_petition, desk=desk),
        SeparatePetition: partial(separate_petition, desk=desk),
        SplitPetition: partial(split_petition, desk=desk),
        RepeatPetition: partial(repeat_petition, desk=desk),
        UnrepeatPetition: partial(unrepeat_petition, desk=desk),
    }
