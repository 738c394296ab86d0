"""What operations see of notices and follow-ups."""

import logging

from minqing_chassis.database import Database
from minqing_chassis.observability.correlation import correlated
from minqing_chassis.observability.metrics import Metrics
from notify.domain.delivery import Attempt, Result

log = logging.getLogger(__name__)

TO_DO = """
select state, count(*) as n,
  coalesce(extract(epoch from now() - min(recorded_at)
    filter (where attempts > 0 or next_attempt_at <= now())), 0)::float8 as oldest
from notices where next_attempt_at is not null group by state
"""
"""What is held back on purpose (at night, on a rest day) is not late."""
IN_TROUBLE = """
select state, count(*) as n from notices
where in_trouble group by state
"""
QUESTIONS = "select count(*) as n from follow_ups where state = 'open'"
TO_CALL = """
select means, count(*) as n from errands
where state in ('open', 'not-reached') and means <> 'in-app' group by means
"""


class NoticeProbe:
    """Asks for what is not done or went wrong; never counts what is done."""

    def __init__(self, metrics: Metrics, database: Database) -> None:
        self._database = database
        self._notices = metrics.gauge(
            "notices", "Notices not sent, by state", ("state",)
        )
        self._oldest = metrics.gauge(
            "notices_oldest_seconds", "Age of the oldest notice still to be sent"
        )
        self._questions = metrics.gauge("follow_ups_open", "Questions not answered yet")
        self._errands = metrics.gauge(
            "errands_open", "Calls and letters that nobody has done yet", ("means",)
        )

    def __call__(self) -> None:
        """Refresh the gauges."""
        to_do = self._database.rows(TO_DO)
        wrong = self._database.rows(IN_TROUBLE)
        counts = {row["state"]: row["n"] for row in [*to_do, *wrong]}
        self._notices.replace(((state,), n) for state, n in counts.items())
        self._oldest.set(max((row["oldest"] for row in to_do), default=0.0))
        self._questions.set(self._database.rows(QUESTIONS)[0]["n"])
        to_call = self._database.rows(TO_CALL)
        self._errands.replace(((row["means"],), row["n"]) for row in to_call)


class AttemptReport:
    """Counts every attempt; logs those that went wrong under the petition's story.

    What went well stands in the journal, and in the log of whoever asks for `DEBUG`.
    """

    def __init__(self, metrics: Metrics) -> None:
        self._attempts = metrics.counter(
            "notice_attempts_total",
            "Attempts to tell somebody, by how they ended and by channel",
            ("service", "result", "channel"),
        )

    def __call__(self, attempt: Attempt) -> None:
        """Take note of one attempt; who was told stays out of the log."""
        channel = attempt.channel or "none"
        self._attempts.labels("notify", attempt.result, channel).inc()
        well = attempt.result in (Result.DELIVERED, Result.UNTRIED)
        with correlated(attempt.notice.correlation_id):
            log.log(
                logging.DEBUG if well else logging.WARNING,
                "notice %s %s by %s %s",
                attempt.notice.template,
                attempt.result,
                channel,
                attempt.error,
                extra={"notice_id": str(attempt.notice.notice_id)},
            )
