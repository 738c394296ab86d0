"""Which function does which of intake's commands: every one that the bus knows."""

from collections.abc import Callable
from functools import partial
from typing import Any

from intake.application import data_requests, handlers
from intake.application.booking_table import of_bookings
from intake.application.calling import at_the_telephone
from intake.application.channel_table import at_the_channels
from intake.application.commands import (
    AcceptPetition,
    FollowPetition,
    ForgetOldKeys,
    ImportPetition,
    NoteCaseFact,
    NoteWrongCode,
    RecordCategory,
    RecordOrganisation,
    RefusePetition,
    SubmitTogether,
)
from intake.application.desk import Desk
from intake.application.door_table import at_the_door
from intake.application.persons import RecordAccount, record_account
from intake.application.picturing import KeepPicture, keep_picture
from intake.application.raising import of_findings
from intake.application.repeats_table import of_repeats
from intake.application.signing import SignPetitions, sign_petitions
from minqing_kernel.messages import Command
from minqing_kernel.simplified import simplify


def of_intake(desk: Desk) -> dict[type[Command], Callable[..., Any]]:
    """Return the handlers of everything."""
    return {
        SubmitTogether: partial(handlers.submit_together, desk=desk),
        ImportPetition: partial(handlers.import_petition, desk=desk),
        AcceptPetition: partial(handlers.accept_petition, desk=desk),
        RefusePetition: partial(handlers.refuse_petition, desk=desk),
        **at_the_door(desk),
        **at_the_channels(desk),
        **at_the_telephone(desk),
        **of_bookings(desk),
        NoteCaseFact: handlers.note_case_fact,
        FollowPetition: handlers.follow_petition,
        RecordOrganisation: handlers.record_organisation,
        RecordAccount: record_account,
        RecordCategory: partial(handlers.record_category, desk=desk),
        NoteWrongCode: partial(handlers.note_wrong_code, clock=desk.wall_clock),
        ForgetOldKeys: partial(handlers.forget_old_keys, clock=desk.wall_clock),
        SignPetitions: partial(sign_petitions, simplify=simplify, seals=desk.seals),
        KeepPicture: partial(keep_picture, desk=desk),
        **_of_data_requests(desk),
        **of_findings(desk),
        **of_repeats(desk),
    }


def _of_data_requests(desk: Desk) -> dict[type[Command], Callable[..., Any]]:
    return {
        data_requests.AskAboutData: partial(data_requests.ask_about_data, desk=desk),
        data_requests.DecideDataRequest: partial(
            data_requests.decide_data_request, desk=desk
        ),
        data_requests.SettleProposal: partial(data_requests.settle_proposal, desk=desk),
        data_requests.ForgetDataRequests: partial(
            data_requests.forget_data_requests, desk=desk
        ),
    }
