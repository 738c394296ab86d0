"""What other systems are told: a CloudEvent with ids and the step, nobody's name."""

import json

from notify.application.ports import Contact, Letters, Message
from notify.domain.notice import Audience, Notice
from notify.domain.sending.means import Means


class EventLetters:
    """Writes events for systems, and leaves letters to people to `letters`."""

    def __init__(self, letters: Letters, source: str) -> None:
        self._letters = letters
        self._source = source

    def compose(
        self, notice: Notice, to: Contact, means: Means | None = None
    ) -> Message:
        """Write what the reader can read; raise CannotWrite."""
        if notice.audience is not Audience.SUBSCRIBER:
            return self._letters.compose(notice, to, means)
        return Message(
            key=notice.notice_id,
            correlation_id=notice.correlation_id,
            to=to,
            subject=self._kind(notice),
            body=json.dumps(self._event(notice), ensure_ascii=False),
            language="",
        )

    @staticmethod
    def _kind(notice: Notice) -> str:
        return f"minqing.petition.{notice.step}.v1"

    def _event(self, notice: Notice) -> dict[str, object]:
        return {
            "specversion": "1.0",
            "id": str(notice.notice_id),
            "source": self._source,
            "type": self._kind(notice),
            "time": notice.at.isoformat(),
            "subject": str(notice.petition_id),
            "datacontenttype": "application/json",
            "data": {
                "petition_id": str(notice.petition_id),
                "receipt": notice.params["receipt"],
                "step": notice.step,
                "case_revision": notice.case_revision,
                "organisation_id": notice.organisation_id,
            },
        }
