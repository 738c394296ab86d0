"""What the follow-ups' room can be asked to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minqing_kernel.messages import Actor, Command
from notify.domain.follow_ups.objection import ObjectionStep
from notify.domain.follow_ups.passes import Way
from notify.domain.follow_ups.round import Plan
from notify.domain.follow_ups.scoring import Raters
from notify.domain.follow_ups.survey import SurveyQuestion
from notify.domain.follow_ups.visit import Miss, Standing


@dataclass(frozen=True, kw_only=True)
class Said:
    """What came of a call: why nobody was reached, or what was said."""

    miss: Miss | None = None
    handling: str = ""
    basis: str = ""
    solved: bool | None = None
    satisfied: bool | None = None
    reason: str = ""
    standing: Standing | None = None


@dataclass(frozen=True, kw_only=True)
class CallAboutClosing(Command):
    """Write down a call of the weekly call-back day about a case's latest closing."""

    actor: Actor
    petition_id: UUID
    said: Said


@dataclass(frozen=True, kw_only=True)
class CallVisit(Command):
    """Write down a call of a visit that was drawn or planned."""

    actor: Actor
    visit_id: UUID
    said: Said


@dataclass(frozen=True, kw_only=True)
class MissQuestion(Command):
    """Write down a vain call about the latest question."""

    actor: Actor
    petition_id: UUID
    miss: Miss


@dataclass(frozen=True, kw_only=True)
class PlanVisit(Command):
    """Plan to look again at a closed case on a day (跟踪服务, A-14)."""

    actor: Actor
    petition_id: UUID
    due_on: date
    note: str


@dataclass(frozen=True, kw_only=True)
class DrawRound(Command):
    """Draw closed cases to be visited."""

    actor: Actor
    round_id: UUID
    plan: Plan


@dataclass(frozen=True, kw_only=True)
class MoveObjection(Command):
    """Explain, refuse, reopen or approve."""

    actor: Actor
    objection_id: UUID
    step: ObjectionStep
    text: str


@dataclass(frozen=True, kw_only=True)
class ReopenNeglected(Command):
    """Reopen up to `limit` cases that nobody decided on in time."""

    limit: int


@dataclass(frozen=True, kw_only=True)
class IssuePass(Command):
    """Hand out a rating code, of which `code_hash` is kept.

    `about` is a petition, whose latest question it is for, or with `rating` a rating.
    """

    actor: Actor
    code_hash: str
    way: Way
    about: UUID
    rating: bool = False


@dataclass(frozen=True, kw_only=True)
class AnswerByPass(Command):
    """Answer with a rating code."""

    code: str
    solved: bool | None
    satisfied: bool | None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class GiveRating(Command):
    """Give a rating: by the code of a notice, or as staff heard it."""

    rating_id: UUID
    actor: Actor | None
    token: str | None
    solved: bool | None
    satisfied: bool | None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenSurvey(Command):
    """Open a wave of a questionnaire."""

    actor: Actor
    survey_id: UUID
    title: str
    wave_on: date
    organisation_id: str | None
    sample: int
    questions: Sequence[SurveyQuestion]


@dataclass(frozen=True, kw_only=True)
class AddResponses(Command):
    """Take filled-in questionnaires in, each once by the id that its form has."""

    actor: Actor
    survey_id: UUID
    responses: Mapping[UUID, Mapping[str, bool | None]]


@dataclass(frozen=True, kw_only=True)
class OpenAppraisal(Command):
    """Open an appraisal of a unit, or of one cadre of it, that ends on a day."""

    actor: Actor
    appraisal_id: UUID
    title: str
    organisation_id: str
    staff_id: str | None
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class GivenForm:
    """A resident's form: by the id on it, or by the visit that brought it."""

    form_id: UUID
    scores: Mapping[str, int]
    visit_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class AddScoreForms(Command):
    """Take residents' score forms in."""

    actor: Actor
    appraisal_id: UUID
    forms: Sequence[GivenForm]


@dataclass(frozen=True, kw_only=True)
class ScoreOneself(Command):
    """Score as who asks: a mutual rating, or a superior's of performance."""

    actor: Actor
    appraisal_id: UUID
    raters: Raters
    scores: Mapping[str, int]
