"""What notify refuses, by name."""

from collections.abc import Mapping

from minqing_kernel.errors import Conflict, DomainError, Forbidden, Invalid, NotFound


class FollowUpUnknown(NotFound):
    """No follow-up is known for that petition."""

    code = "follow-up-unknown"


class FollowUpNotOpen(Conflict):
    """The question was answered already, or the case has moved on since."""

    code = "follow-up-not-open"


class AnswerTokenRefused(Forbidden):
    """The answer token does not belong to a question about this petition."""

    code = "answer-token-refused"


class OutOfScope(Forbidden):
    """The matter belongs to another organisation."""

    code = "out-of-scope"


class NoOrganisation(Forbidden):
    """The token names no organisation, so that nothing is within its reach."""

    code = "no-organisation"


class OwnResolution(Forbidden):
    """Who resolved a case does not answer for its petitioner."""

    code = "own-resolution"


class NoticeUnknown(NotFound):
    """No notice is known under that id."""

    code = "notice-unknown"


class ErrandUnknown(NotFound):
    """No errand is known under that id."""

    code = "errand-unknown"


class InboxTokenRefused(Forbidden):
    """The token does not belong to this petition."""

    code = "inbox-token-refused"


class NoAddressee(Conflict):
    """Nobody left an address that a letter could go to."""

    code = "no-addressee"


class PressAway(DomainError):
    """Letters cannot be printed just now."""

    code = "press-away"


class TextUnknown(NotFound):
    """No text of that name, means and language is ever sent."""

    code = "text-unknown"


class TextOutrun(Conflict):
    """Somebody else edited the text since it was read."""

    code = "text-outrun"


class TextUnfit(Conflict):
    """The text leaves out what it must name, or names what there is not.

    `told` says of each wrong field which placeholders are meant, and which there are.
    """

    code = "text-unfit"

    def __init__(
        self, *, fields: Mapping[str, str], told: Mapping[str, Mapping[str, str]]
    ) -> None:
        super().__init__(fields=fields)
        self.told = told


class DraftUnknown(NotFound):
    """No draft of a text is known under that id."""

    code = "draft-unknown"


class DraftTaken(Conflict):
    """Another draft has that id already."""

    code = "draft-taken"


class OwnText(Forbidden):
    """Nobody lets out a text that they wrote themselves."""

    code = "own-text"


class BadPeriod(Invalid):
    """The period has no days, or they cannot be told."""

    code = "bad-period"


class ChangeImpossible(Invalid):
    """Nothing can fall by more than all there was."""

    code = "change-impossible"


class ReportUnknown(NotFound):
    """There is no report of that name."""

    code = "report-unknown"
