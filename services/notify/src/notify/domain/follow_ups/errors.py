"""What the follow-ups' room refuses, by name."""

from minqing_kernel.errors import Conflict, Forbidden, NotFound


class ClosingUnknown(NotFound):
    """No closing of that case is known."""

    code = "closing-unknown"


class ClosingOutrun(Conflict):
    """The case has moved on since it was closed."""

    code = "closing-outrun"


class VisitUnknown(NotFound):
    """No visit is known under that id."""

    code = "visit-unknown"


class StandingNeeded(Conflict):
    """A re-visit says whether the result is 稳固 or 反弹."""

    code = "standing-needed"


class ReasonNeeded(Conflict):
    """Who is not satisfied is asked why, and it is written down (B-28)."""

    code = "reason-needed"


class RoundUnknown(NotFound):
    """No draw is known under that id."""

    code = "round-unknown"


class RoundKnown(Conflict):
    """The same draw was made before."""

    code = "round-known"


class RateTooLow(Conflict):
    """A sample is at least as large as the place's policy asks."""

    code = "rate-too-low"


class BadPeriod(Conflict):
    """A period ends no earlier than it begins, and not in the future."""

    code = "bad-period"


class TooManyClosings(Conflict):
    """A draw is made from fewer closings: take a shorter period or a lower unit."""

    code = "too-many-closings"


class ObjectionUnknown(NotFound):
    """No objection is known under that id."""

    code = "objection-unknown"


class ObjectionOpen(Conflict):
    """Another objection to the same case was opened at this moment."""

    code = "objection-open"


class OwnExplanation(Forbidden):
    """Who explained a result does not check the explanation."""

    code = "own-explanation"


class RatingUnknown(NotFound):
    """No rating is asked under that id."""

    code = "rating-unknown"


class RatingGiven(Conflict):
    """The rating was given before, and otherwise."""

    code = "rating-given"


class PassRefused(Forbidden):
    """The rating code is wrong, used up or too old."""

    code = "pass-refused"


class SurveyUnknown(NotFound):
    """No survey is known under that id."""

    code = "survey-unknown"


class SurveyKnown(Conflict):
    """That wave of the questionnaire was opened before."""

    code = "survey-known"


class AnswersUnknownQuestion(Conflict):
    """An answer is to a question that the survey does not ask."""

    code = "answers-unknown-question"


class AppraisalUnknown(NotFound):
    """No appraisal is known under that id."""

    code = "appraisal-unknown"


class AppraisalKnown(Conflict):
    """That appraisal was opened before."""

    code = "appraisal-known"


class AppraisalOver(Conflict):
    """The appraisal has ended: no more forms are taken."""

    code = "appraisal-over"


class ScoredAlready(Conflict):
    """This form was handed in before, with other scores: the first ones count."""

    code = "scored-already"


class UnitUnknown(NotFound):
    """No such unit is known here."""

    code = "unit-unknown"


class OwnAppraisal(Forbidden):
    """Nobody hands in scores about themselves, nor about their own unit."""

    code = "own-appraisal"


class NotARater(Forbidden):
    """Street and community score each other; performance, who stands above."""

    code = "not-a-rater"


class SheetUnknown(NotFound):
    """The appraisal has no such score sheet."""

    code = "sheet-unknown"


class SheetWithheld(Forbidden):
    """The forms are anonymous: it has not ended yet, or there are too few."""

    code = "sheet-withheld"


class ScoresIncomplete(Conflict):
    """A form scores every item of its sheet, and nothing else."""

    code = "scores-incomplete"
