"""What a person carries, or looks at: rows of a worklist, one for each notice.

The text is kept without the person's name; whoever calls or prints asks intake for it.
"""

from collections.abc import Callable

from minqing_chassis.database import Database
from notify.application.ports import Contact, Message
from notify.domain.sending.errand import errand_id
from notify.domain.sending.means import Means

KEEP = """
insert into errands (errand_id, notice_id, petition_id, means, organisation_id, step,
  audience, case_revision, receipt, subject, body, language, state, asked_at)
select cast(:errand_id as uuid), n.notice_id, n.petition_id, :means, n.organisation_id,
  n.step, n.audience, n.case_revision, n.params->>'receipt', :subject, :body, :language,
  'open', now()
from notices n where n.notice_id = :key
on conflict (errand_id) do nothing
"""
UNBOUNDED = 1_000


class DeskChannel:
    """Puts a notice on the worklist of those who call, post or show it."""

    keyed = True
    bare = True
    window = UNBOUNDED

    def __init__(
        self, database: Database, means: Means, reaches: Callable[[Contact], bool]
    ) -> None:
        self.name = means.value
        self.means = means
        self._database = database
        self._reaches = reaches

    def reaches(self, contact: Contact) -> bool:
        """Say whether a person could reach somebody so."""
        return self._reaches(contact)

    def send(self, message: Message) -> None:
        """Put it on the list; what is there already stays."""
        self._database.rows(
            KEEP,
            errand_id=errand_id(message.key, self.means),
            key=message.key,
            means=self.means.value,
            subject=message.subject,
            body=message.body,
            language=message.language,
        )

    def rest(self) -> None:
        """Hold nothing open."""


def worklists(database: Database) -> list[DeskChannel]:
    """Return the channels that need no provider: call, letter, in-app."""
    return [
        DeskChannel(database, Means.CALL, lambda to: bool(to.telephone)),
        DeskChannel(database, Means.LETTER, lambda to: bool(to.address)),
        DeskChannel(database, Means.IN_APP, lambda _: True),
    ]
