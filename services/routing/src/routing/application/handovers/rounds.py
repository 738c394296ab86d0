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
    for number in range(latest.round - 1, 0, -1):
        found = work.dealings.find(next_matter(latest.petition_id, number))
        if found is not None:
            yield found


def is_review_alone(dealing: Dealing) -> bool:
    """Tell whether the round only asks for reviews of what another agency answered."""
    leg = dealing.leg
    reviews = [each.terms.form is Form.REVIEW for each in leg.sent]
    return dealing.round > 1 and leg.owner == leg.me and bool(reviews) and all(reviews)


def is_review_of(case: Case, dealing: Dealing) -> bool:
    """Tell whether the round asks for reviews of the answer that stands now."""
    if not is_review_alone(dealing) or case.resolution is None:
        return False
    return dealing.leg.history[0].since >= case.resolution.resolved_at
