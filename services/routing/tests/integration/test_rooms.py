"""The rooms on a real database: what goes in comes out, and what must not change."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from minqing_kernel.messages import Cause, Role
from routing.adapters.documents.archive import SqlArchive
from routing.adapters.documents.door_store import DoorReader
from routing.adapters.documents.numbers import counters
from routing.adapters.documents.patience import ENOUGH, EVERY_UNPRINTED
from routing.adapters.hazards.store import HazardReader
from routing.adapters.mediations.store import MediationReader
from routing.adapters.packing import pack, unpack
from routing.adapters.projects.store import ProjectReader
from routing.adapters.reviews.store import ReviewReader
from routing.application.documents.commands import KeepPrint
from routing.application.documents.office import DocumentOffice
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
from routing.domain.documents.errors import (
    AlreadyCorrected,
    AlreadyPrinted,
    DocumentNotFound,
    NotPrinted,
    PressUnavailable,
)
from routing.domain.documents.layout import DocumentKind
from routing.domain.errors import KeyReused
from routing.domain.hazards.errors import HazardKnown
from routing.domain.hazards.hazard import HazardKind
from routing.domain.mediations.errors import MediationNotFound
from routing.domain.mediations.mediation import Agreement, Dispute, Expertise, Party
from routing.domain.mediations.outcome import Referral, Way
from routing.domain.organs.errors import MarkTaken, OrganNotFound
from routing.domain.projects.budget import BudgetLine
from routing.domain.projects.errors import ProjectNotFound
from routing.domain.projects.project import Entry, Festival
from routing.domain.reviews.errors import ReviewNotFound
from routing.domain.reviews.review import Round
from routing.domain.reviews.terms import ReviewOutcome
from routing.entrypoints.main import main
from services.routing.tests.builders import (
    COMMUNITY,
    DISTRICT,
    NOON,
    STREET,
    a_cause,
    a_clerk,
    a_handler,
    a_matter,
    a_supervisor,
    an_actor,
    later,
)
from services.routing.tests.room_builders import CITY, House, a_wording, to_draft
from services.routing.tests.room_fakes import FakePress

pytestmark = pytest.mark.integration


@pytest.fixture
def house(new_work):
    return House(new_work)


@pytest.fixture
def archive(store, clock):
    return SqlArchive(store, clock)


@pytest.fixture
def press():
    return FakePress()


@pytest.fixture
def office(house, press, archive, store):
    house.sign()
    return DocumentOffice(house.bus, press, archive, DoorReader(store))


def rows(store, sql, **values):
    return [dict(row) for row in store.rows(sql, **values)]


# -- documents -------------------------------------------------------------------------


def test_art32_a_document_comes_back_as_it_went(house, office, archive, store):
    case = house.open()
    wording = a_wording(addressee="秦某", address="中街54号")
    row = office.issue(to_draft(case, wording=wording), a_cause())
    assert archive.of_case(case) == [row]
    kept = archive.pdf(case, row.document_id, by=a_handler())
    assert kept.number == row.number
    assert hashlib.sha256(kept.pdf).hexdigest() == row.sha256
    [told] = rows(
        store, "select routing_key from outbox where routing_key like '%doc%'"
    )
    assert told["routing_key"] == "routing.document.issued.v1"
    [line] = rows(store, "select * from timeline where step = 'document-issued'")
    assert "秦某" not in str(line)


def test_every_download_says_who_read_whose_name_and_address(
    house, office, archive, store
):
    case = house.open()
    row = office.issue(to_draft(case), a_cause())
    archive.pdf(case, row.document_id, by=a_handler())
    [read] = rows(store, "select * from access_log")
    assert (read["actor"], read["subject"]) == (a_handler().id, str(case))
    assert read["fields"] == ["address", "name"]


def test_what_is_not_there_is_not_read_and_not_logged(house, office, archive, store):
    case = house.open()
    with pytest.raises(DocumentNotFound):
        archive.pdf(case, uuid4(), by=a_handler())
    document = house.do(to_draft(case))
    with pytest.raises(NotPrinted):
        archive.pdf(case, document.document_id, by=a_handler())
    with pytest.raises(DocumentNotFound):
        archive.pdf(uuid4(), document.document_id, by=a_handler())
    assert rows(store, "select * from access_log") == []


@pytest.mark.parametrize(
    "sql",
    [
        "update documents set parts = '{}'",
        "delete from documents",
        "update document_prints set pdf = ''",
        "delete from document_prints",
    ],
)
def test_documents_and_prints_never_change(house, office, store, sql):
    office.issue(to_draft(house.open()), a_cause())
    with pytest.raises(IntegrityError, match="is never changed"):
        store.rows(sql)


def test_numbers_have_no_gaps_when_a_draft_fails_on_its_way(house, office):
    case = house.open()
    first = house.do(to_draft(case))
    wording = a_wording(corrects=first.document_id)
    house.do(to_draft(case, wording=wording))
    with pytest.raises(AlreadyCorrected):
        house.do(to_draft(case, wording=wording))
    assert house.do(to_draft(case)).number.seq == 3


def test_no_number_is_given_again_that_went_out_after_the_backup(
    house, office, store, monkeypatch, capsys
):
    parts = SimpleNamespace(database=store)
    monkeypatch.setattr("routing.entrypoints.cli.process_parts", lambda: parts)
    mark = house.do(to_draft(case := house.open())).number.mark
    main(["cli", "documents", "pass-over", mark, "2026", "4"])
    assert f"{mark}〔2026〕 2 to 4: not given again" in capsys.readouterr().out
    assert house.do(to_draft(case)).number.seq == 5
    main(["cli", "documents", "pass-over", mark, "2027", "2"])
    main(["cli", "documents", "numbers"])
    told = capsys.readouterr().out.splitlines()[-2:]
    assert told == [f"{mark}〔2026〕5号", f"{mark}〔2027〕2号"]
    for wrong in (
        [mark, "2026", "5"],
        ["无此字", "2026", "9"],
        [mark, "2026", "10006"],
    ):
        with pytest.raises(SystemExit):
            main(["cli", "documents", "pass-over", *wrong])
    assert [each.last for each in counters(store)] == [5, 2]


def test_two_who_draft_at_once_get_two_numbers(house, office, new_work):
    case, other = house.open(), house.open()
    with new_work() as one:
        assert one.documents.next_seq("甲", 2026) == 1
    with new_work() as one:
        assert one.documents.next_seq("甲", 2026) == 1
        one.commit()
    numbers = {house.do(to_draft(each)).number.seq for each in (case, other)}
    assert numbers == {1, 2}


def test_the_same_draft_again_is_the_same_document(house, office):
    command = to_draft(house.open())
    assert house.do(command).number == house.do(command).number


def test_a_print_is_kept_once_whoever_comes_second(house, office, new_work):
    case = house.open()
    document = house.do(to_draft(case))
    keep = KeepPrint(document_id=document.document_id, petition_id=case, pdf=b"%PDF-1")
    house.do(keep)
    with pytest.raises(AlreadyPrinted):
        house.do(keep)
    with pytest.raises(AlreadyPrinted), new_work() as work:
        work.documents.keep_print(document.document_id, b"%PDF-2")
        work.commit()


def test_what_waits_for_its_print_is_found_after_a_minute(
    house, office, press, archive, store
):
    press.broken = "paper jam"
    with pytest.raises(PressUnavailable):
        office.issue(to_draft(house.open()), a_cause())
    assert archive.unprinted(10) == []
    for pause in PAUSES:
        store.rows("update document_prints_owed set next_try_at = now()")
        assert office.print_waiting() == 0
        [owed] = rows(store, WAITS)
        assert (owed["minutes"], owed["last_error"]) == (pause, "paper jam")
        assert archive.unprinted(10) == []
    [seen] = store.rows(EVERY_UNPRINTED, enough=ENOUGH)
    assert (seen["waiting"], seen["failing"]) == (0, 0)  # it has waited a moment only
    store.rows(
        "update document_prints_owed set next_try_at = now(),"
        " since = now() - interval '1 hour'"
    )
    [seen] = store.rows(EVERY_UNPRINTED, enough=ENOUGH)
    assert (seen["waiting"], seen["failing"]) == (1, 1)
    press.broken = None
    assert office.print_waiting() == 1
    assert archive.unprinted(10) == []


PAUSES = (1, 4, 16, 64, 256, 1024, 1440, 1440)
WAITS = """
select round(extract(epoch from next_try_at - now()) / 60)::int as minutes, last_error
from document_prints_owed
"""


def test_a_mark_is_of_one_organ(house, office, archive):
    with pytest.raises(MarkTaken):
        house.sign(DISTRICT)
    assert house.sign(mark="金街信").revision == 2
    assert archive.organ(STREET).mark == "金街信"
    with pytest.raises(OrganNotFound):
        archive.organ(DISTRICT)


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
    steps = rows(
        store,
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
    [told] = rows(
        store,
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
    [told] = rows(
        store, "select body from outbox where routing_key = 'routing.hazard.flagged.v1'"
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


def test_a_moment_of_a_document_is_the_business_clocks(house, office):
    house.clock.move_to(datetime(2027, 1, 1, tzinfo=UTC))
    row = office.issue(to_draft(house.open()), Cause(correlation_id=uuid4()))
    assert row.number == "金泉街信〔2027〕1号"
