"""What can be asked of notify."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from minqing_kernel.messages import Actor, Command
from notify.application.books import Names
from notify.domain.delivery import Settlement
from notify.domain.following import Following
from notify.domain.notice import FOR_PEOPLE, Urgency
from notify.domain.occurrence import Occurrence, Step
from notify.domain.organisation import Organisation
from notify.domain.persons import StaffAccount
from notify.domain.sending.journal import Begun
from notify.domain.sending.preference import Preference
from notify.domain.sending.text_draft import DraftStep, Wording


@dataclass(frozen=True, kw_only=True)
class TellOfStep(Command):
    """Write down who must be told of a step, and what the petitioner is asked."""

    occurrence: Occurrence


@dataclass(frozen=True, kw_only=True)
class TellOfMerging(Command):
    """Let a merged petition's petitioner hear what the lead's hears, or no more."""

    following: Following


@dataclass(frozen=True, kw_only=True)
class RecordOrganisation(Command):
    """Know an organisation's desk as registry told it."""

    organisation: Organisation


@dataclass(frozen=True, kw_only=True)
class RecordAccount(Command):
    """Know whose account it is, as registry told it."""

    account: StaffAccount


@dataclass(frozen=True, kw_only=True)
class ClaimNotices(Command):
    """Take up to `limit` due notices for this sender alone, for the time of `hold`.

    They are `among` those of these urgencies.
    """

    limit: int
    hold: timedelta
    among: Collection[Urgency] = FOR_PEOPLE


@dataclass(frozen=True, kw_only=True)
class SettleNotices(Command):
    """Write down how attempts ended, and which calls are about to be made.

    Notices claimed by another since are left alone.
    """

    lease: UUID
    settlements: tuple[Settlement, ...] = ()
    begun: tuple[Begun, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReviveNotice(Command):
    """Try a notice again that was given up, because a person mended the cause."""

    notice_id: UUID


@dataclass(frozen=True, kw_only=True)
class AnswerByToken(Command):
    """The petitioner answers with the token that the notice carried."""

    petition_id: UUID
    token: str
    solved: bool | None
    satisfied: bool | None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class RecordCallBack(Command):
    """Staff called back and write down what the petitioner said.

    Without `case_revision` it is the answer to the latest question.
    """

    actor: Actor
    petition_id: UUID
    solved: bool | None
    satisfied: bool | None
    reason: str = ""
    case_revision: int | None = None


@dataclass(frozen=True, kw_only=True)
class LapseFollowUps(Command):
    """Close up to `limit` questions that nobody answered in time."""

    limit: int


@dataclass(frozen=True, kw_only=True)
class FinishErrand(Command):
    """Staff called, posted or showed what somebody was to be told; or did not reach."""

    actor: Actor
    errand_id: UUID
    reached: bool


@dataclass(frozen=True, kw_only=True)
class SayHowToTell(Command):
    """A petitioner says by which means they want to be told, and by which not."""

    petition_id: UUID
    preference: Preference
    by: str


@dataclass(frozen=True, kw_only=True)
class ProposeText(Command):
    """Somebody writes a text anew, in every language; it waits for another's yes.

    The same draft twice is one.
    """

    actor: Actor
    draft_id: UUID
    template: str
    means: str
    wordings: Mapping[str, Wording]
    valid_from: datetime
    note: str


@dataclass(frozen=True, kw_only=True)
class DecideText(Command):
    """Somebody else lets a draft out; or it is turned away, with a reason."""

    actor: Actor
    draft_id: UUID
    step: DraftStep
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Subscribe(Command):
    """Another system is to be told of steps, or no more; `renew` changes its secret."""

    actor: Actor
    subscription_id: UUID
    name: str
    url: str
    steps: frozenset[Step]
    organisation_id: str | None
    active: bool = True
    renew: bool = False


@dataclass(frozen=True, kw_only=True)
class LearnCategories(Command):
    """Keep what categories are called, by code and language."""

    names: Mapping[str, Names]
