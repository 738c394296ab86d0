"""A petition goes out in rounds: each is a matter of its own between agencies."""

from collections.abc import Iterator

from routing.application.handovers.ports import HandOverWork
from routing.domain.case import Case
from routing.domain.handover.dealing import Dealing, next_matter
from routing.domain.handover.forms import Form


def rounds(latest: Dealing | None, work: HandOverWork) -> Iterator[Dealing]:
    """Yield a petition's rounds, the newest first."""
    if latest is None:
        return
    yield latest
    numbers = range(latest.round - 1, 0, -1)
    ids = (next_matter(latest.petition_id, number) for number in numbers)
    yield from filter(None, map(work.dealings.find, ids))


def is_review_alone(dealing: Dealing) -> bool:
    """Tell whether the round asks for reviews of what another agency answered.

    Help may be asked for in it, too; ownership never left in it.
    """
    leg = dealing.leg
    reviews = any(each.terms.form is Form.REVIEW for each in leg.sent)
    stayed = leg.owner == leg.me and len(leg.history) == 1
    return dealing.round > 1 and stayed and reviews


def is_review_given(dealing: Dealing) -> bool:
    """Tell whether the round only brought a request to review others' answer here."""
    leg = dealing.leg
    forms = {each.terms.form for each in leg.received}
    return dealing.round > 1 and not leg.sent and forms == {Form.REVIEW}


def is_review_of(case: Case, dealing: Dealing) -> bool:
    """Tell whether the round asks for reviews of the answer that stands now."""
    answer = case.resolution
    return (
        answer is not None
        and is_review_alone(dealing)
        and dealing.leg.history[0].since >= answer.resolved_at
    )
