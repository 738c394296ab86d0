"""What a step of a case means to the follow-ups' room; nothing is read."""

from notify.application.follow_ups.ports import FollowUpWork
from notify.domain.follow_ups.closing import closings_after
from notify.domain.follow_ups.rating import ratings_after
from notify.domain.occurrence import Occurrence, Step


def hear_step(occurrence: Occurrence, work: FollowUpWork) -> None:
    """Keep the closing that it tells of, and ask those who are to rate it."""
    work.closings.add(closings_after(occurrence))
    work.ratings.add(ratings_after(occurrence))
    if occurrence.step is Step.RESOLVED:
        work.ratings.ask_followers(occurrence.petition_id)
