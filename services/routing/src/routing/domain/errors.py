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


class NotTheHead(NotYours):
    """Only the head of the unit that answers decides this (本单位负责人)."""

    code = "not-the-head"


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


class TooLateToReturn(Conflict):
    """A return is asked for within five working days of receipt (条例第23条)."""

    code = "too-late-to-return"


class AlreadyDesignated(Conflict):
    """The unit was designated after a dispute; it does not give the case back."""

    code = "already-designated"


class AskedByYourself(Forbidden):
    """Nobody decides what they asked for themselves."""

    code = "asked-by-yourself"


class ConflictOfInterest(Conflict):
    """The person has an interest in the matter and must not handle it (条例第28条)."""

    code = "conflict-of-interest"


class AccusedUnit(Conflict):
    """Neither the accused unit nor one below it may learn of the case (条例第30条)."""

    code = "accused-unit"


class BouncesBack(Conflict):
    """What was sent up is not passed down again to who sent it (条例第23、24条)."""

    code = "bounces-back"


class ExtensionSpent(Conflict):
    """More time is asked for once only (条例第34条)."""

    code = "extension-spent"


class ExtensionRuledOut(Conflict):
    """The place's rules give no more time than the first."""

    code = "extension-ruled-out"


class NoExtensionAsked(Conflict):
    """There is no request for more time to decide."""

    code = "no-extension-asked"


class NothingLeftToExtend(Conflict):
    """The time has run out already: more of it cannot be asked for."""

    code = "nothing-left-to-extend"


class CoHandlingOpen(Conflict):
    """A co-handling unit has neither answered nor been excused."""

    code = "co-handling-open"


class CoTaskNotFound(NotFound):
    """The case has no co-handling task of that number."""

    code = "co-task-not-found"


class CoTaskEnded(Conflict):
    """The co-handling task was answered or waived already."""

    code = "co-task-ended"


class AlreadyCoHandling(Conflict):
    """The unit answers for the case, or has an open task on it already."""

    code = "already-co-handling"


class CardOutOfOrder(Conflict):
    """Before a card comes supervision, before the red one the yellow."""

    code = "card-out-of-order"


class LeaderNeeded(Conflict):
    """A grave matter is in a leader's hands, no lower (重大事项领导到位)."""

    code = "leader-needed"


class NotALeader(Invalid):
    """The member of staff is no leader of the unit or of a superior."""

    code = "not-a-leader"


class NobodyAbove(Conflict):
    """No superior is competent to take the case."""

    code = "nobody-above"


class RaiseWaits(Conflict):
    """The superior was asked to take the case and has not answered yet."""

    code = "raise-waits"


class NoRaiseAsked(Conflict):
    """No superior is asked to take the case."""

    code = "no-raise-asked"


class BeyondStatute(Invalid):
    """No date that is set by hand lies beyond the statute's own (条例第34条)."""

    code = "beyond-statute"


class BadFeasibility(Invalid):
    """Feasible needs an owner and a date, everything else an explanation."""

    code = "bad-feasibility"


class ReviewNeeded(Invalid):
    """A legacy case is parked with a leader and a time for its reviews."""

    code = "review-needed"


class BadFigure(Invalid):
    """A figure needs an amount, or words for it."""

    code = "bad-figure"


class BadJudgement(Invalid):
    """An answer does not do what its own finding asks for (条例第27条)."""

    code = "bad-judgement"


class ReferenceNeeded(Invalid):
    """A written answer (答复件) cites the number of a document (B-16)."""

    code = "reference-needed"


class ChangeNotAhead(Invalid):
    """A rule holds from a day to come; it never reaches back."""

    code = "change-not-ahead"


class CalendarWrong(Invalid):
    """What was told of a year is no calendar: days that do not go together."""

    code = "calendar-wrong"


class ChangeNotLast(Invalid):
    """An edition that is written already begins on that day or later."""

    code = "change-not-last"


class NothingChanges(Invalid):
    """The term is the present one."""

    code = "nothing-changes"


class NoPolicyFile(Conflict):
    """This place has no file of rules: the statute's numbers hold."""

    code = "no-policy-file"


class TermTooLong(Invalid):
    """A place may shorten what the statute limits, and never lengthen it."""

    code = "term-too-long"
