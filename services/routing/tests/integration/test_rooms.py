"""The rooms on a real database: what goes in comes out, and what must not change."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from minqing_kernel.messages import Role
from routing.adapters.hazards.store import HazardReader
from routing.adapters.mediations.store import MediationReader
from routing.adapters.packing import pack, unpack
from routing.adapters.projects.store import ProjectReader
from routing.adapters.reviews.store import ReviewReader
from routing.application.hazards.commands import FlagHazard
from routing.application.mediations.commands import (
    AddExpertise,
    Agree,
    AskCheck,
    DecideCheck,
    OpenMediation,
    Perform,
    RateMediation,
    ReferMediation,
)
from routing.application.projects.commands import (
    CountInventory,
    EndProject,
    OpenProject,
    PlanCosts,
    ReportProgress,
    SuggestProjects,
)
from routing.application.reviews.commands import (
    AnswerReview,
    AskReview,
    CloseHearing,
    EscalateReviews,
    OpenHearing,
    TurnAway,
)
from routing.domain.documents.layout import DocumentKind
from routing.domain.errors import KeyReused
from routing.domain.hazards.errors import HazardKnown
from routing.domain.hazards.hazard import HazardKind
from routing.domain.mediations.errors import MediationNotFound
from routing.domain.mediations.mediation import Agreement, Dispute, Expertise, Party
from routing.domain.mediations.outcome import Referral, Way
from routing.domain.projects.budget import BudgetLine
from routing.domain.projects.errors import ProjectNotFound
from routing.domain.projects.project import Entry, Festival
from routing.domain.reviews.errors import ReviewNotFound
from routing.domain.reviews.review import Round
from routing.domain.reviews.terms import ReviewOutcome
from services.routing.tests.builders import (
    COMMUNITY,
    DISTRICT,
    NOON,
    STREET,
    a_clerk,
    a_handler,
    a_matter,
    a_supervisor,
    an_actor,
    later,
)
from services.routing.tests.room_builders import CITY, a_wording, to_draft

pytestmark = pytest.mark.integration


# -- reviews ---------------------------------------------------------------------------


def test_art36_a_review_comes_back_as_it_went_to_its_end(house, store, clock):
    house.sign()
    reader = ReviewReader(store, house.clock)
    case = house.resolved()
    with pytest.raises(ReviewNotFound):
        reader.of_case(case)
    ask = AskReview(
        actor=a_clerk(),
        petition_id=case,
        answer_received_on=date(2026, 11, 2),
        reason="不服",
    )
    house.do(ask)
    asked = reader.of_case(case)
    assert asked.round.asked_at == NOON
    house.do(
        AnswerReview(
            actor=a_handler(DISTRICT),
            petition_id=case,
            outcome=ReviewOutcome.UPHELD,
            opinion="维持",
        )
    )
    house.do(ask)
    city = {"actor": an_actor(Role.SUPERVISOR, CITY), "petition_id": case}
    house.do(OpenHearing(**city))
    house.clock.move_to(later(days=2))
    house.do(CloseHearing(**city))
    house.do(AnswerReview(**city, outcome=ReviewOutcome.CHANGED, opinion="变更"))
    house.do(TurnAway(actor=a_clerk(), petition_id=case, reason="再次来访"))
    final = reader.of_case(case)
    assert [each.outcome for each in final.rounds] == ["upheld", "changed"]
    assert final.hearings[0].until == date(2026, 11, 4)
    assert final.turned_away[0].by == a_clerk().id
    assert reader.final([case, uuid4()]) == [case]
    steps = store.rows(
        "select step from timeline where subject = :case order by revision",
        case=str(case),
    )
    assert [each["step"] for each in steps][-5:] == [
        "review-asked",
        "hearing-opened",
        "hearing-closed",
        "review-answered",
        "not-taken-again",
    ]


def test_art35_a_late_review_is_found_by_the_sweeper_and_escalated(house, store):
    house.sign()
    case = house.resolved()
    house.do(
        AskReview(
            actor=a_clerk(),
            petition_id=case,
            answer_received_on=date(2026, 11, 2),
            reason="不服",
        )
    )
    reader = ReviewReader(store, house.clock)
    assert reader.overdue(None, 10) == []
    house.clock.move_to(later(days=31))
    [due] = reader.overdue(None, 10)
    assert due.petition_id == case
    assert reader.overdue(due.place, 10) == []
    house.do(EscalateReviews(petition_ids=[case]))
    assert reader.overdue(None, 10) == []
    [told] = store.rows(
        "select body::jsonb ->> 'superior_id' as superior_id from outbox"
        " where routing_key = 'routing.review.escalated.v1'",
    )
    assert told["superior_id"] == CITY


def test_a_younger_field_takes_its_default_and_all_others_come_back():
    asked = Round(
        stage="review",
        reviewer_id=STREET,
        answer_received_on=date(2026, 11, 2),
        reason="不服",
        asked_at=NOON,
        due_at=NOON + timedelta(days=30),
    )
    [said] = pack([asked])
    del said["opinion"]
    assert unpack(Round, [said]) == [asked]


# -- mediation, hazards, projects ------------------------------------------------------


def test_a23_a_mediation_comes_back_as_it_went(house, store):
    ids = {"petition_id": house.open(), "mediation_id": uuid4()}
    who = {"actor": a_handler()} | ids
    day = date(2026, 10, 6)
    parties = [
        Party(label="房主秦某", division_code="510106040019", claim="赔"),
        Party(label="租客张某", division_code="510106040004", claim="不赔"),
    ]
    dispute = Dispute(subject="火灾", place="金科苑路93号", since=day)
    opened = OpenMediation(**who, dispute=dispute, parties=parties)
    house.do(opened)
    with pytest.raises(KeyReused):
        house.do(opened)
    expertise = Expertise(institution="甲", opinion="乙", given_on=day, free=True)
    house.do(AddExpertise(**who, expertise=expertise))
    house.sign()
    paper = to_draft(ids["petition_id"], wording=a_wording(DocumentKind.MEDIATION))
    agreement = Agreement(
        text="各半",
        agreed_on=day,
        perform_by=day,
        document_id=house.do(paper).document_id,
    )
    house.do(Agree(**who, agreement=agreement))
    house.do(Perform(**who, performed_on=date(2026, 11, 2)))
    for label, satisfied in (("房主秦某", True), ("租客张某", False)):
        house.do(RateMediation(**who, label=label, satisfied=satisfied))
    rated = house.do(AskCheck(**who, reason="已履行"))
    [found] = MediationReader(store).of_case(ids["petition_id"])
    assert vars(found) == {
        name: value for name, value in vars(rated).items() if name[0] != "_"
    }
    assert (found.days(day), found.agreement) == (27, agreement)
    head = {"actor": a_supervisor(STREET)} | ids
    house.do(DecideCheck(**head, granted=False, reason="再做工作"))
    way = Referral(to=Way.ARBITRATION, explanation="可申请仲裁")
    house.do(ReferMediation(**who, referral=way))
    [found] = MediationReader(store).of_case(ids["petition_id"])
    assert (found.referral, found.checks[0].granted) == (way, False)
    with pytest.raises(MediationNotFound):
        house.do(Perform(**who | {"mediation_id": uuid4()}, performed_on=day))


def test_a31_a_hazard_is_flagged_once_a_kind_and_told_at_once(house, store):
    case = house.open()

    def flag():
        return house.do(
            FlagHazard(
                actor=a_handler(),
                hazard_id=uuid4(),
                petition_id=case,
                kind=HazardKind.FIRE,
                description="五桶菜油",
            )
        )

    flagged = flag()
    with pytest.raises(HazardKnown):
        flag()
    [found] = HazardReader(store).of_case(case)
    assert (found.hazard_id, found.informed) == (flagged.hazard_id, flagged.informed)
    [told] = store.rows(
        "select body from outbox where routing_key = 'routing.hazard.flagged.v1'"
    )
    assert "菜油" not in told["body"]


def a_project(house, cases, **changes):
    return house.do(
        OpenProject(
            **{
                "actor": a_clerk(),
                "project_id": uuid4(),
                "name": "路灯专项",
                "goal": "春节前基本解决",
                "category": "road",
                "division_code": "510106",
                "organisation_id": STREET,
                "petitions": cases,
                "festival": Festival.SPRING,
                "festival_year": 2027,
            }
            | changes
        )
    )


def test_d15_a_project_comes_back_as_it_went(house, store):
    reader = ProjectReader(store)
    with pytest.raises(ProjectNotFound):
        reader.one(uuid4())
    project = a_project(house, [house.open(), house.open()])
    who = {"actor": a_clerk(), "project_id": project.project_id}
    house.do(CountInventory(**who, checked=5100, found=800))
    line = BudgetLine(item="LED", cents=480_000, source="专项资金")
    house.do(PlanCosts(**who, budget=[line]))
    entry = Entry(on=date(2026, 11, 2), fixed=800, note="LED", spent_cents=1)
    house.do(ReportProgress(**who, entry=entry))
    ended = house.do(EndProject(**who, done=True))
    found = reader.one(project.project_id)
    assert vars(found) == {
        name: value for name, value in vars(ended).items() if name[0] != "_"
    }
    assert (found.target.on, found.fixed) == (date(2027, 2, 5), 800)
    assert len(reader.of_units(None)) == len(reader.of_units(frozenset({STREET}))) == 1
    assert reader.of_units(frozenset({COMMUNITY})) == []


def test_a13_three_open_cases_of_a_kind_call_for_a_project(house, store):
    reader = ProjectReader(store)

    def suggested(stem="510106"):
        house.do(SuggestProjects())
        return [(row.category, row.cases) for row in reader.suggested(stem)]

    cases = [house.open(matter=a_matter(category="lamp")) for _ in range(2)]
    house.open()
    assert suggested() == []
    cases.append(
        house.open(matter=a_matter(category="lamp"), received_at=later(days=-9))
    )
    assert suggested() == [("lamp", 3)]
    [row] = reader.suggested("")
    assert (row.oldest_at, row.suggested_at) == (later(days=-9), NOON)
    assert suggested("33") == []
    house.clock.move_to(later(days=1))
    cases.append(house.open(matter=a_matter(category="lamp")))
    assert suggested() == [("lamp", 4)]
    assert reader.suggested("")[0].suggested_at == NOON
    a_project(house, cases[:1], category="lamp")
    assert suggested() == []


def test_a_suggestion_is_forgotten_once_its_cases_are_answered(house, store):
    cases = [house.open() for _ in range(3)]
    house.do(SuggestProjects())
    house.resolve(cases[0])
    house.do(SuggestProjects())
    assert ProjectReader(store).suggested("") == []
