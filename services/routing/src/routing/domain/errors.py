"""What routing refuses, by name; a code is public and has a text in each language."""

from minqing_kernel.errors import Conflict, Forbidden, Invalid, NotFound


class CaseNotFound(NotFound):
    """No case is known for that petition."""

    code = "case-not-found"


class RuleNotFound(NotFound):
    """No jurisdiction rule has that code."""

    code = "rule-not-found"


class CaseAlreadyOpen(Conflict):
    """A petition has one case, and this one has it already."""

    code = "case-already-open"


class StaleRevision(Conflict):
    """The case moved on since the caller looked at it."""

    code = "stale-revision"


class RuleSetMeanwhile(Conflict):
    """Somebody else set the same rule at the same moment."""

    code = "rule-set-meanwhile"


class KeyReused(Conflict):
    """The idempotency key was used before, for another request."""

    code = "idempotency-key-reused"


class BadRule(Invalid):
    """The wording of the rule means nothing."""

    code = "bad-rule"


class BadCursor(Invalid):
    """The word for the next page is not one that was given out."""

    code = "bad-cursor"


class NotYours(Forbidden):
    """The case is not in the hands of the actor's organisation."""

    code = "not-your-case"


class AccusedUnit(Forbidden):
    """The petition accuses that unit, or one above it (条例第30条)."""

    code = "accused-unit"


class RuleTooWide(Forbidden):
    """The rule reaches beyond the division of the actor's organisation."""

    code = "rule-too-wide"


class UnknownUnit(Invalid):
    """The organisation is not known here, or is no longer active."""

    code = "unknown-organisation"


class UnknownHandler(Invalid):
    """The member of staff does not handle cases for that organisation."""

    code = "unknown-handler"


class OutOfTime(Invalid):
    """The moment cannot be: a due date gone by, an answer before its question."""

    code = "out-of-time"


class UnknownVerdict(Invalid):
    """A follow-up can close a case or reopen it, nothing else."""

    code = "unknown-verdict"
