"""In-memory parts that keep the same promises as the real ones (one suite for both)."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import md5
from types import TracebackType
from typing import Any, Self
from uuid import UUID, uuid5

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import DomainError
from minqing_kernel.messages import Cause, Command, DomainEvent
from minqing_kernel.working_time import local_day
from notify.application.ports import (
    CannotWrite,
    ChannelAway,
    ChannelRefused,
    Contact,
    ContactsAway,
    Message,
)
from notify.domain.delivery import Settlement
from notify.domain.errors import (
    AnswerTokenRefused,
    DraftUnknown,
    ErrandUnknown,
    FollowUpUnknown,
    NoticeUnknown,
)
from notify.domain.follow_up import FollowUp, Head, follow_up_id
from notify.domain.follow_ups.appraisal import ScoreForm
from notify.domain.follow_ups.closing import Closing
from notify.domain.follow_ups.errors import (
    AppraisalUnknown,
    ClosingUnknown,
    ObjectionUnknown,
    PassRefused,
    RatingUnknown,
    RoundUnknown,
    SurveyUnknown,
    VisitUnknown,
)
from notify.domain.follow_ups.objection import Objection, ObjectionState
from notify.domain.following import Following
from notify.domain.notice import (
    ECHOED,
    FOR_PEOPLE,
    IN_TROUBLE,
    NOTICE_LIFE,
    Audience,
    Notice,
    NoticeState,
    NoticeStep,
    Urgency,
)
from notify.domain.occurrence import Occurrence, Step
from notify.domain.organisation import Organisation
from notify.domain.persons import StaffAccount
from notify.domain.sending.errand import (
    ERRAND_LIFE,
    Errand,
    ErrandState,
    ErrandStep,
    errand_id,
)
from notify.domain.sending.journal import Begun, CallState, Doubt
from notify.domain.sending.means import Means
from notify.domain.sending.preference import Preference
from notify.domain.sending.subscription import Subscription
from notify.domain.sending.text import TextEdition, TextKey
from notify.domain.sending.text_draft import TextDraft


@dataclass
class InMemoryInbox:
    """Remembers message ids."""

    known: set[UUID] = field(default_factory=set)

    def admit(self, message_ids: Sequence[UUID]) -> set[UUID]:
        fresh = set(message_ids) - self.known
        self.known |= fresh
        return fresh


@dataclass
class InMemoryNotices:
    """Notices in a dictionary."""

    rows: dict[UUID, Notice] = field(default_factory=dict)
    leases: dict[UUID, tuple[UUID, datetime]] = field(default_factory=dict)

    def add(self, notices: Iterable[Notice]) -> None:
        for notice in notices:
            self.rows.setdefault(notice.notice_id, notice)

    def claim(
        self,
        *,
        limit: int,
        lease: UUID,
        now: datetime,
        until: datetime,
        among: Collection[Urgency] = FOR_PEOPLE,
    ) -> list[Notice]:
        free = [notice for notice in self.rows.values() if self._is_free(notice, now)]
        due = [notice for notice in free if notice.urgency in among]
        due.sort(key=lambda n: (n.urgency, n.next_attempt_at))
        taken = [
            replace(
                n,
                state=NOTICE_LIFE.after(n.state, NoticeStep.CLAIM),
                attempts=n.attempts + 1,
            )
            for n in due[:limit]
        ]
        for notice in taken:
            self.rows[notice.notice_id] = notice
            self.leases[notice.notice_id] = (lease, until)
        return taken

    def _is_free(self, notice: Notice, now: datetime) -> bool:
        if notice.next_attempt_at is None or notice.next_attempt_at > now:
            return False
        _, until = self.leases.get(notice.notice_id, (None, now))
        return until <= now

    def settle(self, lease: UUID, settlements: Sequence[Settlement]) -> None:
        for each in settlements:
            holder, _ = self.leases.get(each.notice_id, (None, None))
            if holder == lease:
                del self.leases[each.notice_id]
                self.rows[each.notice_id] = replace(
                    self.rows[each.notice_id],
                    state=each.state,
                    attempts=each.attempts,
                    next_attempt_at=each.next_attempt_at,
                )

    def revive(self, notice_id: UUID, *, now: datetime) -> None:
        found = self.rows.get(notice_id)
        if found is None:
            raise NoticeUnknown
        self.rows[notice_id] = replace(
            found,
            state=NOTICE_LIFE.after(found.state, NoticeStep.REVIVE),
            attempts=0,
            next_attempt_at=now,
        )


@dataclass
class InMemoryFollowUps:
    """Questions in a dictionary, and how far each case is known to have come."""

    rows: dict[UUID, FollowUp] = field(default_factory=dict)
    heads: dict[UUID, int] = field(default_factory=dict)

    def ask(self, questions: Iterable[FollowUp]) -> None:
        for question in questions:
            kept = self.rows.setdefault(question.id, question)
            kept.outrun(self.heads.get(kept.petition_id))

    def learn(self, heads: Iterable[Head]) -> None:
        for head in heads:
            known = self.heads.get(head.petition_id, 0)
            self.heads[head.petition_id] = max(known, head.case_revision)
            for question in self._about(head.petition_id):
                question.outrun(self.heads[head.petition_id])

    def one(self, petition_id: UUID, case_revision: int) -> FollowUp:
        for question in self._about(petition_id):
            if question.case_revision == case_revision:
                return question
        raise FollowUpUnknown

    def find(self, petition_id: UUID, case_revision: int) -> FollowUp | None:
        return self.rows.get(follow_up_id(petition_id, case_revision))

    def latest(self, petition_id: UUID) -> FollowUp:
        about = self._about(petition_id)
        if not about:
            raise FollowUpUnknown
        return max(about, key=lambda question: question.case_revision)

    def begin_terms(self, ids: Collection[UUID], *, lapses_at: datetime) -> None:
        for each in ids:
            question = self.rows.get(each)
            if question and question.lapses_at is None and question.given is None:
                question.lapses_at = lapses_at

    def lapsed(self, *, now: datetime, limit: int) -> list[FollowUp]:
        due = [q for q in self.rows.values() if q.has_lapsed(now)]
        return sorted(due, key=lambda question: question.lapses_at)[:limit]

    def _about(self, petition_id: UUID) -> list[FollowUp]:
        return [q for q in self.rows.values() if q.petition_id == petition_id]


@dataclass
class InMemoryOrganisations:
    """Organisations in a dictionary."""

    rows: dict[str, Organisation] = field(default_factory=dict)

    def put(self, organisation: Organisation) -> None:
        known = self.rows.get(organisation.organisation_id)
        if known is None or known.revision < organisation.revision:
            self.rows[organisation.organisation_id] = organisation

    def find(self, ids: Collection[str]) -> Mapping[str, Organisation]:
        return {each: self.rows[each] for each in ids if each in self.rows}

    def line_of(self, organisation_id: str | None) -> list[str]:
        line: list[str] = []
        while organisation_id is not None and organisation_id not in line:
            line.append(organisation_id)
            known = self.rows.get(organisation_id)
            organisation_id = known.parent_id if known else None
        return line


@dataclass
class InMemoryPersons:
    """Accounts in a dictionary."""

    rows: dict[str, StaffAccount] = field(default_factory=dict)

    def put(self, account: StaffAccount) -> None:
        known = self.rows.get(account.staff_id)
        if known is None or known.revision < account.revision:
            self.rows[account.staff_id] = account

    def accounts_of(self, account: str) -> Collection[str]:
        same = account.casefold()
        mine = {e.person for k, e in self.rows.items() if k.casefold() == same}
        alike = {k for k, e in self.rows.items() if e.person and e.person in mine}
        return {account, *alike}


@dataclass
class InMemoryFollowings:
    """Mergings in a dictionary; what follows is made of the notices there are."""

    notices: InMemoryNotices
    rows: dict[tuple[UUID, int], Following] = field(default_factory=dict)

    def take(self, following: Following) -> None:
        key = (following.petition_id, following.revision)
        known = self.rows.get(key)
        self.rows[key] = known.joined(following) if known else following
        self.echo(following.lead_petition_id)

    def echo(self, lead_petition_id: UUID) -> None:
        for follower in self.rows.values():
            if follower.lead_petition_id == lead_petition_id:
                self.notices.add(self._echoes(follower))

    def _echoes(self, follower: Following) -> list[Notice]:
        return [
            replace(
                told,
                notice_id=_echo_id(told.notice_id, follower.petition_id),
                petition_id=follower.petition_id,
                audience=Audience.FOLLOWER,
                params={**told.params, "receipt": follower.receipt},
                state=NoticeState.WAITING,
                attempts=0,
            )
            for told in list(self.notices.rows.values())
            if told.petition_id == follower.lead_petition_id
            and told.audience is Audience.PETITIONER
            and told.step in ECHOED
            and follower.hears_of(told.at)
        ]


def _echo_id(notice_id: UUID, petition_id: UUID) -> UUID:
    said = f"{notice_id}{petition_id}".encode()
    return UUID(md5(said, usedforsecurity=False).hexdigest())


@dataclass
class InMemoryJournal:
    """Calls in a dictionary; `notices` says who holds a notice."""

    notices: InMemoryNotices
    rows: dict[UUID, dict[str, Any]] = field(default_factory=dict)

    def begin(self, lease: UUID, calls: Sequence[Begun]) -> None:
        for call in calls:
            holder, _ = self.notices.leases.get(call.notice_id, (None, None))
            if holder == lease:
                self.rows[call.call_id] = vars(call) | {"state": CallState.STARTED}

    def end(self, settlements: Sequence[Settlement]) -> None:
        for each in settlements:
            row = self.rows.get(each.call_id) if each.call_id else None
            if row and row["state"] == CallState.STARTED:
                row["state"] = CallState(each.result)

    def doubts(self, notice_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Doubt]]:
        found: dict[UUID, list[Doubt]] = {}
        for row in self.rows.values():
            if row["notice_id"] not in notice_ids:
                continue
            if row["state"] == CallState.STARTED:
                row["state"] = CallState.UNSURE
            if row["state"] == CallState.UNSURE:
                doubt = Doubt(channel=row["channel"], keyed=row["keyed"])
                found.setdefault(row["notice_id"], []).append(doubt)
        return found

    def overrule(self, notice_id: UUID) -> None:
        for row in self.rows.values():
            if row["notice_id"] == notice_id and row["state"] == CallState.UNSURE:
                row["state"] = CallState.OVERRULED

    def states(self) -> list[str]:
        return [str(row["state"]) for row in self.rows.values()]


@dataclass
class InMemoryPreferences:
    """What petitioners said, in a dictionary."""

    rows: dict[UUID, tuple[Preference, datetime]] = field(default_factory=dict)

    def put(
        self, petition_id: UUID, preference: Preference, *, by: str, at: datetime
    ) -> None:
        known = self.rows.get(petition_id)
        if known is None or known[1] <= at:
            self.rows[petition_id] = (preference, at)

    def of(self, petition_ids: Collection[UUID]) -> Mapping[UUID, Preference]:
        return {each: self.rows[each][0] for each in petition_ids if each in self.rows}


@dataclass
class InMemoryErrands:
    """Errands in a dictionary."""

    notices: InMemoryNotices
    rows: dict[UUID, Errand] = field(default_factory=dict)

    def call_for(self, notice_ids: Collection[UUID], *, at: datetime) -> None:
        for each in notice_ids:
            notice = self.notices.rows[each]
            if notice.audience is Audience.SUBSCRIBER or notice.state not in IN_TROUBLE:
                continue
            errand = _call(notice)
            known = self.rows.setdefault(errand.errand_id, errand)
            if known.state is ErrandState.WITHDRAWN:
                known.state = ErrandState.OPEN

    def one(self, errand_id: UUID) -> Errand:
        if errand_id not in self.rows:
            raise ErrandUnknown
        return self.rows[errand_id]

    def withdraw(self, notice_id: UUID) -> None:
        for errand in self.rows.values():
            open_still = ErrandStep.WITHDRAW in ERRAND_LIFE.steps_from(errand.state)
            if errand.notice_id == notice_id and open_still:
                errand.state = ERRAND_LIFE.after(errand.state, ErrandStep.WITHDRAW)


def _call(notice: Notice) -> Errand:
    return Errand(
        errand_id=errand_id(notice.notice_id, Means.CALL),
        notice_id=notice.notice_id,
        petition_id=notice.petition_id,
        means=Means.CALL,
        organisation_id=notice.organisation_id,
        step=notice.step,
        audience=notice.audience,
        case_revision=notice.case_revision,
    )


@dataclass
class InMemoryTexts:
    """Editions of texts in a list."""

    rows: list[TextEdition] = field(default_factory=list)

    def newest(self, key: TextKey) -> int:
        return max((e.edition for e in self.rows if e.key == key), default=0)

    def add(self, edition: TextEdition) -> None:
        self.rows.append(edition)


@dataclass
class InMemoryTextDrafts:
    """Drafts of texts in a dictionary."""

    rows: dict[UUID, TextDraft] = field(default_factory=dict)

    def find(self, draft_id: UUID) -> TextDraft | None:
        return self.rows.get(draft_id)

    def one(self, draft_id: UUID) -> TextDraft:
        if draft_id not in self.rows:
            raise DraftUnknown
        return self.rows[draft_id]

    def add(self, draft: TextDraft) -> None:
        self.rows[draft.draft_id] = draft


@dataclass
class InMemorySubscriptions:
    """Subscriptions in a dictionary."""

    notices: InMemoryNotices
    rows: dict[UUID, Subscription] = field(default_factory=dict)

    def put(self, subscription: Subscription) -> None:
        self.rows[subscription.subscription_id] = subscription

    def generation(self, subscription_id: UUID) -> int:
        known = self.rows.get(subscription_id)
        return known.generation if known else 0

    def tell(self, occurrence: Occurrence, *, wall: datetime) -> None:
        for each in self.rows.values():
            if each.hears_of(occurrence.step, occurrence.organisation_id):
                self.notices.add([_system_notice(occurrence, each, wall)])

    def find(self, ids: Collection[str]) -> Mapping[str, Subscription]:
        known = {str(each): row for each, row in self.rows.items() if row.active}
        return {each: known[each] for each in ids if each in known}


def _system_notice(occurrence: Occurrence, to: Subscription, wall: datetime) -> Notice:
    return Notice(
        notice_id=_echo_id(occurrence.message_id, to.subscription_id),
        correlation_id=occurrence.correlation_id,
        petition_id=occurrence.petition_id,
        step=occurrence.step,
        audience=Audience.SUBSCRIBER,
        recipient=str(to.subscription_id),
        at=occurrence.at,
        next_attempt_at=wall,
        urgency=Urgency.ASIDE,
        organisation_id=to.organisation_id,
        case_revision=occurrence.case_revision,
        params={"receipt": occurrence.receipt},
    )


@dataclass
class InMemoryDigests:
    """Digests over the same dictionary as the notices."""

    notices: InMemoryNotices
    joined: dict[UUID, UUID] = field(default_factory=dict)

    def gather(self, settlements: Sequence[Settlement], *, wall: datetime) -> None:
        for each in settlements:
            notice = self.notices.rows[each.notice_id]
            digest = self._digest(notice, each.digest_at)
            if digest and digest.state is NoticeState.WAITING and not digest.attempts:
                self.joined[notice.notice_id] = digest.notice_id
                continue
            self.notices.rows[notice.notice_id] = replace(
                notice,
                state=NoticeState.WAITING,
                next_attempt_at=wall,
                urgency=Urgency.NORMAL,
            )

    def _digest(self, notice: Notice, at: datetime | None) -> Notice | None:
        if notice.organisation_id is None or at is None:
            return None
        key = UUID(int=abs(hash((notice.organisation_id, at))))
        fresh = Notice(
            notice_id=key,
            petition_id=key,
            correlation_id=key,
            step=Step.DIGEST,
            audience=Audience.OWNER,
            recipient=notice.organisation_id,
            organisation_id=notice.organisation_id,
            at=at,
            next_attempt_at=at,
            params={"receipt": "digest"},
        )
        return self.notices.rows.setdefault(key, fresh)

    def members(self, ids: Collection[UUID]) -> Mapping[UUID, Sequence[Notice]]:
        found: dict[UUID, list[Notice]] = {}
        for member, digest in self.joined.items():
            if digest in ids:
                found.setdefault(digest, []).append(self.notices.rows[member])
        return found


@dataclass
class InMemoryClosings:
    """Closings in a dictionary."""

    rows: dict[tuple[UUID, int], Closing] = field(default_factory=dict)

    def add(self, closings: Iterable[Closing]) -> None:
        for each in closings:
            self.rows.setdefault((each.petition_id, each.case_revision), each)

    def latest(self, petition_id: UUID) -> Closing:
        about = [each for key, each in self.rows.items() if key[0] == petition_id]
        if not about:
            raise ClosingUnknown
        return max(about, key=lambda each: each.case_revision)

    def between(
        self, first: date, last: date, organisation_id: str | None, *, limit: int
    ) -> list[Closing]:
        found = [
            each
            for each in self.rows.values()
            if first <= local_day(each.closed_at) <= last
            and organisation_id in (None, each.organisation_id)
        ]
        return sorted(found, key=lambda each: each.closed_at)[:limit]


@dataclass
class InMemoryRoom:
    """One kind of the room's aggregates in a dictionary."""

    key: str
    missing: type[DomainError]
    rows: dict[Any, Any] = field(default_factory=dict)

    def add(self, aggregates: Any) -> None:
        if aggregates is None:
            return
        if isinstance(aggregates, Aggregate):
            aggregates = [aggregates]
        for each in aggregates:
            self.rows.setdefault(getattr(each, self.key), each)

    def get(self, key: Any) -> Any:
        if key not in self.rows:
            raise self.missing
        return self.rows[key]

    def find(self, key: Any) -> Any:
        return self.rows.get(key)


@dataclass
class InMemoryVisits(InMemoryRoom):
    """Visits in a dictionary."""

    key: str = "visit_id"
    missing: type[DomainError] = VisitUnknown

    def units_of(self, visit_ids: Collection[UUID]) -> Mapping[UUID, str | None]:
        known = set(visit_ids) & self.rows.keys()
        return {each: self.rows[each].organisation_id for each in known}


@dataclass
class InMemoryObjections(InMemoryRoom):
    """Objections in a dictionary."""

    key: str = "objection_id"
    missing: type[DomainError] = ObjectionUnknown

    def standing(self, petition_ids: Collection[UUID]) -> Mapping[UUID, Objection]:
        return {
            each.denial.petition_id: each
            for each in self.rows.values()
            if each.denial.petition_id in petition_ids
            and each.state is not ObjectionState.SETTLED
        }

    def neglected(self, *, now: datetime, limit: int) -> list[Objection]:
        late = [each for each in self.rows.values() if each.is_neglected(now)]
        return sorted(late, key=lambda each: each.decide_by)[:limit]


@dataclass
class InMemoryRatings(InMemoryRoom):
    """Ratings in a dictionary; who was merged is asked as the database asks."""

    key: str = "rating_id"
    missing: type[DomainError] = RatingUnknown
    asked: list[UUID] = field(default_factory=list)

    def ask_followers(self, case_id: UUID) -> None:
        self.asked.append(case_id)


@dataclass
class InMemorySurveys(InMemoryRoom):
    """Surveys and answers in dictionaries."""

    key: str = "survey_id"
    missing: type[DomainError] = SurveyUnknown
    answers: dict[tuple[UUID, UUID], Mapping[str, Any]] = field(default_factory=dict)

    def take(
        self, survey_id: UUID, responses: Mapping[UUID, Mapping[str, Any]]
    ) -> None:
        for form_id, said in responses.items():
            self.answers.setdefault((survey_id, form_id), said)


@dataclass
class InMemoryAppraisals(InMemoryRoom):
    """Appraisals and their forms in dictionaries."""

    key: str = "appraisal_id"
    missing: type[DomainError] = AppraisalUnknown
    forms: dict[tuple[UUID, str, UUID], ScoreForm] = field(default_factory=dict)

    def scored(
        self, appraisal_id: UUID, forms: Sequence[ScoreForm]
    ) -> dict[UUID, Mapping[str, int]]:
        keys = [(appraisal_id, each.raters.value, each.form_id) for each in forms]
        return {key[2]: self.forms[key].scores for key in keys if key in self.forms}

    def take(self, appraisal_id: UUID, forms: Sequence[ScoreForm]) -> None:
        for each in forms:
            key = (appraisal_id, each.raters.value, each.form_id)
            self.forms.setdefault(key, each)


@dataclass
class InMemoryCategories:
    """What categories are called, in a dictionary."""

    rows: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def keep(self, names: Mapping[str, Mapping[str, str]]) -> None:
        self.rows.update(names)


@dataclass
class InMemoryWork:
    """A unit of work that is always open; `told` holds the facts it collected."""

    inbox: InMemoryInbox = field(default_factory=InMemoryInbox)
    notices: InMemoryNotices = field(default_factory=InMemoryNotices)
    follow_ups: InMemoryFollowUps = field(default_factory=InMemoryFollowUps)
    organisations: InMemoryOrganisations = field(default_factory=InMemoryOrganisations)
    persons: InMemoryPersons = field(default_factory=InMemoryPersons)
    preferences: InMemoryPreferences = field(default_factory=InMemoryPreferences)
    texts: InMemoryTexts = field(default_factory=InMemoryTexts)
    text_drafts: InMemoryTextDrafts = field(default_factory=InMemoryTextDrafts)
    followings: InMemoryFollowings = field(init=False)
    journal: InMemoryJournal = field(init=False)
    errands: InMemoryErrands = field(init=False)
    subscriptions: InMemorySubscriptions = field(init=False)
    digests: InMemoryDigests = field(init=False)
    closings: InMemoryClosings = field(default_factory=InMemoryClosings)
    visits: InMemoryVisits = field(default_factory=InMemoryVisits)
    rounds: InMemoryRoom = field(
        default_factory=lambda: InMemoryRoom("round_id", RoundUnknown)
    )
    objections: InMemoryObjections = field(default_factory=InMemoryObjections)
    ratings: InMemoryRatings = field(default_factory=InMemoryRatings)
    surveys: InMemorySurveys = field(default_factory=InMemorySurveys)
    appraisals: InMemoryAppraisals = field(default_factory=InMemoryAppraisals)
    categories: InMemoryCategories = field(default_factory=InMemoryCategories)
    passes: InMemoryRoom = field(
        default_factory=lambda: InMemoryRoom("code_hash", PassRefused)
    )
    told: list[DomainEvent] = field(default_factory=list)
    commits: int = 0

    def __post_init__(self) -> None:
        self.followings = InMemoryFollowings(self.notices)
        self.journal = InMemoryJournal(self.notices)
        self.errands = InMemoryErrands(self.notices)
        self.subscriptions = InMemorySubscriptions(self.notices)
        self.digests = InMemoryDigests(self.notices)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def collect(self, cause: Cause) -> None:
        rooms = (self.follow_ups, self.visits, self.rounds)
        more = (self.objections, self.ratings, self.surveys, self.appraisals)
        for room in (*rooms, *more):
            for aggregate in room.rows.values():
                self.told.extend(aggregate.release())

    def commit(self) -> None:
        self.commits += 1


@dataclass
class FakeTokens:
    """Tokens that anybody could forge."""

    def issue(self, petition_id: UUID, case_revision: int) -> str:
        return f"{case_revision}.{petition_id}"

    def read(self, petition_id: UUID, token: str) -> int:
        return int(token.partition(".")[0])

    def issue_for(self, rating_id: UUID) -> str:
        return f"0.{rating_id}"

    def mark(self, appraisal_id: UUID, rater_id: str) -> UUID:
        return uuid5(appraisal_id, rater_id)

    def prove(self, rating_id: UUID, token: str) -> None:
        if token != self.issue_for(rating_id):
            raise AnswerTokenRefused


@dataclass
class FakeContacts:
    """Knows some petitioners' contacts; may be away."""

    known: dict[UUID, Contact] = field(default_factory=dict)
    away: bool = False
    calls: int = 0
    before: Callable[[], None] = lambda: None

    def of(self, petition_ids: Collection[UUID]) -> Mapping[UUID, Contact]:
        self.before()
        self.calls += 1
        if self.away:
            raise ContactsAway
        return {each: self.known[each] for each in petition_ids if each in self.known}


@dataclass
class FakeLetters:
    """Writes the template's key; refuses those in `unwritable`."""

    unwritable: set[str] = field(default_factory=set)

    def compose(self, notice: Any, to: Contact, means: Means | None = None) -> Message:
        if notice.template in self.unwritable:
            raise CannotWrite(notice.template)
        return Message(
            key=notice.notice_id,
            correlation_id=notice.correlation_id,
            to=to,
            subject=notice.template,
            body="",
            language="zh-CN",
        )


@dataclass
class FakeChannel:
    """Keeps what was sent; `trouble` is raised, `before` is called, at each send."""

    name: str = "fake"
    means: Means = Means.FILE
    keyed: bool = True
    bare: bool = False
    window: int = 1000
    deaf: bool = False
    trouble: Exception | None = None
    before: Callable[[Message], None] = lambda _: None
    sent: list[Message] = field(default_factory=list)
    rests: int = 0

    def reaches(self, contact: Contact) -> bool:
        return not self.deaf

    def send(self, message: Message) -> None:
        self.before(message)
        if self.trouble is not None:
            raise self.trouble
        self.sent.append(message)

    def rest(self) -> None:
        self.rests += 1


AWAY, NEVER = ChannelAway("busy"), ChannelRefused("no such mailbox")


@dataclass
class FailingBus:
    """A bus whose database is away for some commands, then back."""

    inner: Any
    failing: type[Command]
    times: int
    spared: int = 0

    def handle(self, command: Command, cause: Cause) -> Any:
        if isinstance(command, self.failing) and self.times:
            if self.spared:
                self.spared -= 1
                return self.inner.handle(command, cause)
            self.times -= 1
            raise ConnectionError("the database is away")
        return self.inner.handle(command, cause)
