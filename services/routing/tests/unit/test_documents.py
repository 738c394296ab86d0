"""Documents: what they must say, their numbers, and that they never change."""

import hashlib
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Role
from routing.application.documents.commands import SetOrgan
from routing.application.documents.office import DocumentOffice
from routing.application.documents.views import sheet_of
from routing.application.steering import AskExtension, DecideExtension
from routing.application.views import Standing
from routing.domain.documents.document import Document
from routing.domain.documents.errors import (
    AlreadyPrinted,
    DocumentNotFound,
    NoExtensionGranted,
    PressUnavailable,
    WrongParts,
)
from routing.domain.documents.events import DocumentIssued
from routing.domain.documents.layout import LAYOUTS, MOST_LINES, VERDICTS, DocumentKind
from routing.domain.errors import CaseNotFound, KeyReused, NotYours
from routing.domain.local_days import chinese_date
from routing.domain.organisation import OrganisationTree
from routing.domain.organs.errors import NoOrgan, NotAnOrgan
from routing.domain.organs.organ import (
    OrganSet,
    name_of,
    organs_above,
    seat_of,
)
from routing.entrypoints.rooms.document_schemas import DraftSchema
from services.routing.tests.builders import (
    COMMUNITY,
    DISTRICT,
    STATION,
    STREET,
    a_cause,
    a_clerk,
    a_handler,
    a_supervisor,
    a_unit,
    an_actor,
    an_operator,
)
from services.routing.tests.room_builders import (
    CITY,
    MARK,
    SECTION,
    UNITS,
    a_wording,
    house,
    to_draft,
)
from services.routing.tests.room_fakes import FakePress

pytestmark = pytest.mark.unit

__all__ = ["house"]
TREE = OrganisationTree({unit.organisation_id: unit for unit in UNITS})


class Archive:
    """What was left without a print, as the fake store knows it."""

    def __init__(self, store):
        self._store = store

    def unprinted(self, limit):
        documents = self._store.kept["documents"].values()
        return [each for each in documents if each.sha256 is None][:limit]

    def notices_waiting(self, limit):
        kept = self._store.kept
        owed = set(kept.get("door", {})) - kept.get("drafted", set())
        return sorted(owed)[:limit]


def an_office(house, press, archive=None):
    archive = archive or Archive(house.store)
    return DocumentOffice(house.bus, press, archive, archive)


@pytest.fixture
def press():
    return FakePress()


@pytest.fixture
def office(house, press):
    house.sign()
    return an_office(house, press)


# -- what a document must say ----------------------------------------------------------


@pytest.mark.parametrize("kind", DocumentKind)
def test_art32_each_kind_names_its_article_and_what_it_must_say(kind):
    layout = LAYOUTS[kind]
    assert "《信访工作条例》第" in layout.article
    layout.check(a_wording(kind).parts)
    for name in layout.required:
        without = dict(a_wording(kind).parts) | {name: "  "}
        with pytest.raises(WrongParts) as refused:
            layout.check(without)
        assert refused.value.fields == {f"parts.{name}": "missing"}


def test_a_part_of_empty_lines_does_not_keep_the_press_busy():
    layout = LAYOUTS[DocumentKind.OPINION]
    layout.check(dict(a_wording().parts) | {"facts": "事实\n" * MOST_LINES})
    with pytest.raises(WrongParts) as refused:
        layout.check(dict(a_wording().parts) | {"facts": "\r" * 9_000 + "事实"})
    assert refused.value.fields == {"parts.facts": "too-long"}


def test_art32_an_opinion_says_claims_facts_opinion_and_basis():
    required = set(LAYOUTS[DocumentKind.OPINION].required)
    assert {"claims", "facts", "opinion", "basis", "verdict"} <= required


def test_art32_an_opinion_supports_explains_or_refuses_and_nothing_else():
    parts = dict(a_wording().parts) | {"verdict": "perhaps", "weather": "晴"}
    with pytest.raises(WrongParts) as refused:
        LAYOUTS[DocumentKind.OPINION].check(parts)
    assert refused.value.fields == {
        "parts.verdict": "invalid-value",
        "parts.weather": "not-allowed",
    }


def test_art32_the_door_says_which_parts_each_kind_has_and_which_words_they_take():
    told = DraftSchema().fields["parts"].metadata
    for kind, layout in LAYOUTS.items():
        assert (
            f"{kind.value} ({layout.title}): {', '.join(layout.required)}"
            in (told["description"])
        )
    assert told["properties"]["verdict"]["enum"] == sorted(VERDICTS)


def test_an_optional_part_may_be_given():
    parts = dict(a_wording(DocumentKind.ACCEPTANCE).parts) | {"handling_unit": "某科"}
    LAYOUTS[DocumentKind.ACCEPTANCE].check(parts)


# -- who signs -------------------------------------------------------------------------


def test_a_section_signs_nothing_its_organ_does():
    assert seat_of(SECTION, TREE) == STREET
    assert seat_of(COMMUNITY, TREE) == COMMUNITY
    assert seat_of("unknown", TREE) == "unknown"
    assert list(organs_above(SECTION, TREE)) == [DISTRICT, CITY]
    lonely = OrganisationTree({"x": a_unit("x", kind="section")})
    assert seat_of("x", lonely) == "x"
    inside = TREE.with_unit(a_unit("desk", SECTION, kind="section"))
    assert seat_of("desk", inside) == STREET
    below = TREE.with_unit(a_unit("c-9", SECTION))
    assert list(organs_above("c-9", below)) == [STREET, DISTRICT, CITY]
    assert (name_of(None), name_of(TREE.find(SECTION))) == (None, "司法所")


def test_an_organ_takes_its_mark_once_and_the_same_again_changes_nothing(house):
    first, again = house.sign(), house.sign()
    assert (first.revision, again.revision) == (1, 1)
    [fact] = house.facts(OrganSet)
    assert (fact.organisation_id, fact.mark, fact.revision) == (STREET, MARK, 1)
    assert house.sign(mark="金街信").revision == 2


@pytest.mark.parametrize(
    ("organisation_id", "actor", "error"),
    [
        (SECTION, an_operator(), NotAnOrgan),
        ("nobody", an_operator(), NotAnOrgan),
        (STREET, a_clerk(), Forbidden),
        (STREET, an_actor(Role.SUPERVISOR, COMMUNITY), NotYours),
    ],
)
def test_only_an_organ_signs_and_only_its_superiors_say_how(
    house, organisation_id, actor, error
):
    with pytest.raises(error):
        house.sign(organisation_id, by=actor)


def test_a_supervisor_of_the_line_may_say_how_an_organ_signs(house):
    by = an_actor(Role.SUPERVISOR, DISTRICT)
    command = SetOrgan(actor=by, organisation_id=STREET, mark="甲", name="乙")
    assert house.do(command).name == "乙"


# -- numbers ---------------------------------------------------------------------------


def test_numbers_have_no_gaps_and_begin_again_each_year(house, office):
    case = house.open()
    numbers = [office.issue(to_draft(case), a_cause()).number for _ in range(2)]
    with pytest.raises(WrongParts):
        office.issue(to_draft(case, wording=a_wording(parts={})), a_cause())
    numbers.append(office.issue(to_draft(case), a_cause()).number)
    house.clock.move_to(datetime(2026, 12, 31, 16, tzinfo=UTC))
    numbers.append(office.issue(to_draft(case), a_cause()).number)
    assert numbers == [
        "金泉街信〔2026〕1号",
        "金泉街信〔2026〕2号",
        "金泉街信〔2026〕3号",
        "金泉街信〔2027〕1号",
    ]


def test_a_document_is_issued_by_the_organ_of_the_writers_line(house, office, press):
    row = office.issue(to_draft(house.open()), a_cause())
    assert row.organ_id == STREET
    [sheet] = press.sheets
    assert (sheet.organ, sheet.remedy_organ) == ("金泉街道办事处", "金牛区人民政府")
    assert (sheet.addressee, sheet.address) == (None, None)
    assert (sheet.drafted_on, sheet.due_on) == (
        date(2026, 11, 2),
        date(2027, 1, 1),
    )


def test_the_topmost_organ_names_nobody_above_it(house, press):
    house.sign(CITY, "市信")
    office = an_office(house, press)
    office.issue(to_draft(house.open()), a_cause())
    assert press.sheets[0].remedy_organ is None


def test_without_an_organ_nothing_is_numbered(house, press):
    office = an_office(house, press)
    with pytest.raises(NoOrgan):
        office.issue(to_draft(house.open()), a_cause())
    assert house.store.kept.get("numbers", {}) == {}


@pytest.mark.parametrize(
    ("actor", "error"),
    [
        (a_handler(STATION), NotYours),
        (an_operator(), Forbidden),
        (an_actor(Role.CLERK, None), NotYours),
    ],
)
def test_only_the_line_that_answers_writes_documents(house, office, actor, error):
    with pytest.raises(error):
        office.issue(to_draft(house.open(), by=actor), a_cause())


def test_a_case_that_nobody_answers_for_may_be_written_about(house, office):
    case = house.open()
    house.store.stored.cases[case].assignments.clear()
    assert office.issue(to_draft(case, by=a_clerk()), a_cause()).sha256


def test_a_document_needs_its_case(office):
    with pytest.raises(CaseNotFound):
        office.issue(to_draft(uuid4()), a_cause())


# -- prints ----------------------------------------------------------------------------


def test_a_print_issues_the_document_and_tells_the_case(house, office):
    case = house.open()
    row = office.issue(to_draft(case), a_cause())
    pdf = house.store.kept["prints"][row.document_id]
    assert row.sha256 == hashlib.sha256(pdf).hexdigest()
    [fact] = house.facts(DocumentIssued)
    assert (fact.petition_id, fact.number, fact.revision) == (case, row.number, 2)
    assert (fact.issued_by, fact.addressee) == (STREET, "petitioner")
    assert Standing.of(house.store.stored.cases[case]).state == "assigned"


def test_the_same_request_again_is_the_same_document(house, office):
    command = to_draft(house.open())
    first, again = (office.issue(command, a_cause()) for _ in range(2))
    assert first == again
    assert len(house.facts(DocumentIssued)) == 1
    other = to_draft(
        command.petition_id,
        document_id=command.document_id,
        wording=a_wording(addressee="别人"),
    )
    with pytest.raises(KeyReused):
        office.issue(other, a_cause())


def test_a_correction_is_a_new_number_that_cites_the_old(house, office, press):
    case = house.open()
    wrong = office.issue(to_draft(case), a_cause())
    wording = a_wording(corrects=wrong.document_id)
    right = office.issue(to_draft(case, wording=wording), a_cause())
    assert (right.corrects, right.number) == (wrong.document_id, "金泉街信〔2026〕2号")
    assert press.sheets[-1].corrected == wrong.number


def test_art34_a_notice_of_more_time_says_what_the_case_knows_and_nothing_else(
    house, office, press
):
    case = house.open()
    notice = to_draft(case, wording=a_wording(DocumentKind.EXTENSION))
    with pytest.raises(NoExtensionGranted):
        office.issue(notice, a_cause())
    ask = {"days": 20, "reason": "需要检测"}
    house.do(AskExtension(actor=a_handler(), petition_id=case, **ask))
    with pytest.raises(NoExtensionGranted):
        office.issue(notice, a_cause())
    head = a_supervisor(COMMUNITY)
    house.do(DecideExtension(actor=head, petition_id=case, granted=True))
    before, after = (office.issue(notice, a_cause()) for _ in range(2))
    assert before == after
    assert press.sheets[-1].parts == {
        "previous_due_on": "2027年1月1日",
        "new_due_on": "2027年1月21日",
        "reason": "需要检测",
        "approved_by": f"{COMMUNITY}负责人",
    }
    free = a_wording(DocumentKind.EXTENSION, parts={"new_due_on": "2029-01-01"})
    with pytest.raises(WrongParts):
        office.issue(to_draft(case, wording=free), a_cause())


def test_only_a_document_of_the_same_case_is_corrected(house, office):
    wrong = office.issue(to_draft(house.open()), a_cause())
    wording = a_wording(corrects=wrong.document_id)
    with pytest.raises(DocumentNotFound):
        office.issue(to_draft(house.open(), wording=wording), a_cause())
    with pytest.raises(DocumentNotFound):
        none = a_wording(corrects=uuid4())
        office.issue(to_draft(house.open(), wording=none), a_cause())


def test_no_number_is_taken_while_nothing_can_be_printed(house, office, press):
    press.broken = "font"
    with pytest.raises(PressUnavailable):
        office.issue(to_draft(house.open()), a_cause())
    assert house.store.kept.get("numbers", {}) == {}


def test_a_document_whose_print_failed_is_printed_later_under_its_number(
    house, office, press
):
    press.broken = "paper jam"
    with pytest.raises(PressUnavailable):
        office.issue(to_draft(house.open()), a_cause())
    assert office.print_waiting() == 0
    press.broken = None
    [(document_id, reason)] = house.store.kept["postponed"]
    assert reason == "paper jam"
    assert document_id in house.store.kept["documents"]
    assert (office.print_waiting(), office.print_waiting()) == (1, 0)
    [fact] = house.facts(DocumentIssued)
    assert fact.number == "金泉街信〔2026〕1号"


def test_a_document_is_printed_once(house, office, press):
    row = office.issue(to_draft(house.open()), a_cause())
    kept: Document = house.store.kept["documents"][row.document_id]
    stale = Archive(house.store)
    stale.unprinted = lambda limit: [kept]
    assert an_office(house, press, stale).print_waiting() == 0
    with pytest.raises(AlreadyPrinted):
        kept.printed(b"another", house.store.stored.cases[kept.petition_id], at=None)


def test_a_sheet_holds_what_the_template_may_name(house, office):
    case = house.open()
    office.issue(to_draft(case), a_cause())
    [document] = house.store.kept["documents"].values()
    document.due_at = None
    assert sheet_of(document).due_on is None
    assert chinese_date(sheet_of(document).drafted_on) == "2026年11月2日"
