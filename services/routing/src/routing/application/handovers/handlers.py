"""What answers each command of the room of hand-overs, and what stands before acts."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final
from uuid import UUID

from minqing_kernel.messages import Command
from routing.application.commands import (
    CaseAction,
    HearAnswer,
    HearRelapse,
    ResolveCase,
)
from routing.application.handovers import acts, hearing
from routing.application.handovers.afterwards import tell_all_afterwards
from routing.application.handovers.commands import (
    AcceptOffer,
    AskAbove,
    BeginAgain,
    ConcedeMatter,
    DecideDutyReturn,
    DeclineOffer,
    HearWord,
    KeepHandOvers,
    OfferMatter,
    RecallOffer,
    RefuseOffer,
    ReturnMatter,
    WaiveNeighbour,
)
from routing.application.handovers.conceding import concede_matter
from routing.application.handovers.declining import decline_offer
from routing.application.handovers.following import answer_back
from routing.application.handovers.ports import HandOverWork, House
from routing.application.handovers.reviewing import (
    ask_above,
    asking_here,
    hearing_above,
)
from routing.application.handovers.waiving import waive_neighbour
from routing.application.reviews.commands import AnswerReview, AskReview, HearReview

FOLLOW_UPS: Final = (HearAnswer, HearRelapse, AnswerReview)
Handle = Callable[[Any, Any], Any]
Handlers = Mapping[type[Command], Handle]


def among_agencies(handlers: Handlers, house: House) -> dict[type[Command], Handle]:
    """Return the handlers of an agency that has neighbours."""
    guarded = {
        kind: _live(act, house) if issubclass(kind, CaseAction) else act
        for kind, act in handlers.items()
    }
    guarded |= {kind: _heard(guarded[kind], house) for kind in FOLLOW_UPS}
    resolve = guarded[ResolveCase]
    return {
        **guarded,
        ResolveCase: _answering(resolve, house),
        OfferMatter: partial(acts.offer_matter, house=house),
        AskAbove: partial(ask_above, house=house),
        AskReview: asking_here(guarded[AskReview], house),
        HearReview: hearing_above(guarded[HearReview], house),
        AcceptOffer: partial(acts.accept_offer, house=house),
        RefuseOffer: partial(acts.refuse_offer, house=house),
        ReturnMatter: partial(acts.return_matter, house=house),
        RecallOffer: partial(acts.recall_offer, house=house),
        DecideDutyReturn: partial(acts.decide_duty_return, house=house),
        ConcedeMatter: partial(concede_matter, house=house),
        WaiveNeighbour: partial(waive_neighbour, house=house),
        HearWord: partial(hearing.hear_word, house=house),
        DeclineOffer: partial(decline_offer, house=house),
        KeepHandOvers: partial(hearing.keep_handovers, house=house),
        BeginAgain: partial(hearing.begin_again, house=house),
    }


def _live(act: Handle, house: House) -> Handle:
    """Let nothing be done to a matter that is contested, or compared after a restore.

    Raises Reconciling, Contested.
    """

    def act_live(command: CaseAction, work: HandOverWork) -> Any:  # noqa: ANN401
        work.cases.get_many([command.petition_id])
        dealing = work.dealings.latest(command.petition_id)
        if dealing is not None:
            dealing.leg.ensure_live()
        done = act(command, work)
        _tell_on(command.petition_id, work, house)
        return done

    return act_live


def _heard(act: Handle, house: House) -> Handle:
    """Let who answered it hear what the petitioner said of that."""

    def hear(command: Any, work: HandOverWork) -> Any:  # noqa: ANN401
        done = act(command, work)
        _tell_on(command.petition_id, work, house)
        return done

    return hear


def _tell_on(petition_id: UUID, work: HandOverWork, house: House) -> None:
    case, latest = work.cases.get(petition_id), work.dealings.latest(petition_id)
    tell_all_afterwards(case, latest, work, house.clock.now())


def _answering(resolve: Handle, house: House) -> Handle:
    """Let an answer go back to whoever handed the matter over, with the answer."""

    def answer(command: ResolveCase, work: HandOverWork) -> Any:  # noqa: ANN401
        said = resolve(command, work)
        dealing = work.dealings.latest(command.petition_id)
        if dealing is not None:
            dealing.acted_by = command.actor.id
            answer_back(work.cases.get(command.petition_id), dealing, work, house)
        return said

    return answer
