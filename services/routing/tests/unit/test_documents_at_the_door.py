"""不予受理告知 and 一次性告知 of petitions that are no case (条例第19、23、31条)."""

from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest

from minqing_contracts.envelope import Envelope
from minqing_contracts.intake import (
    PetitionReferredV1,
    PetitionRefusedV1,
    SupplementRequestedV1,
)
from minqing_kernel.messages import Incoming
from routing.adapters.hearing import COMMANDS
from routing.adapters.rooms.telling import ROOM_TELL
from routing.application.documents.door import DraftNotice
from routing.domain.documents.door import ARTICLE_23, GROUNDS, refusal_parts
from routing.domain.documents.events import DocumentIssued, NoticeIssued
from routing.domain.documents.layout import LAYOUTS, DocumentKind
from services.routing.tests.builders import COMMUNITY, DISTRICT, NOON, STREET, a_cause
from services.routing.tests.room_builders import house
from services.routing.tests.room_fakes import FakePress
from services.routing.tests.unit.test_documents import an_office

pytestmark = pytest.mark.unit

__all__ = ["house"]
PETITION = UUID(int=7)
MOMENTS = {
    PetitionRefusedV1: {
        "reason": "not-within-powers",
        "explanation": "请向区人社局提出",
        "refused_at": NOON,
    },
    PetitionReferredV1: {
        "path": "litigation",
        "explanation": "可向人民法院起诉",
        "referred_at": NOON,
    },
    SupplementRequestedV1: {
        "missing": ["身份证明", "租赁合同"],
        "requested_at": NOON,
        "answer_by": datetime(2026, 11, 20, 15, 59, 59, tzinfo=UTC),
    },
}


def command_of(kind, **said):
    event = kind(
        **{
            "petition_id": PETITION,
            "receipt": "JD-2611-0003476",
            "revision": 2,
            "channel": "web",
            "division_code": "510106040019",
            "organisation_id": COMMUNITY,
            "reachable": True,
        }
        | MOMENTS[kind]
        | said
    )
    envelope = Envelope(
        message_id=uuid4(),
        source="test/intake",
        type=event.routing_key(),
        occurred_at=NOON,
        subject=event.subject(),
        cause=a_cause(),
    )
    return COMMANDS[kind](envelope, event)


def tell(house, kind, **said):
    command = command_of(kind, **said)
    cause = a_cause()
    told = [Incoming(command=command, cause=cause, message_id=uuid4())]
    house.bus.handle_group(told)
    return command.notice.document_id


@pytest.fixture
def press():
    return FakePress()


@pytest.fixture
def office(house, press):
    house.sign()
    return an_office(house, press)


@pytest.mark.parametrize("kind", MOMENTS)
def test_art23_what_is_decided_at_the_door_is_said_in_writing(
    house, office, press, kind
):
    tell(house, kind)
    assert (office.draft_waiting(), office.draft_waiting()) == (1, 0)
    [sheet] = press.sheets
    LAYOUTS[DocumentKind(sheet.template)].check(sheet.parts)
    assert (sheet.number, sheet.receipt) == ("金泉街信〔2026〕1号", "JD-2611-0003476")
    assert (sheet.addressee, sheet.address) == (None, None)
    [issued] = house.facts(NoticeIssued)
    assert (issued.petition_id, issued.issued_by) == (PETITION, STREET)
    assert house.facts(DocumentIssued) == []
    line = ROOM_TELL[NoticeIssued](issued)
    assert (line.event, line.detail["number"]) == (None, sheet.number)


def test_art19_art23_each_ground_of_refusal_has_its_words_and_article():
    for reason, (words, basis) in GROUNDS.items():
        said = refusal_parts(reason, "请到窗口", "JD-1")
        assert (said["reason"], said["basis"]) == (words, basis)
        assert said["where_to_go"] == "请到窗口"
    assert refusal_parts("brand-new", "x", "JD-1")["basis"] == ARTICLE_23


def test_b05_the_whole_list_is_told_once_and_by_when(house, office, press):
    tell(house, SupplementRequestedV1)
    office.draft_waiting()
    assert press.sheets[0].parts == {
        "missing": "1. 身份证明\n2. 租赁合同",
        "reply_by": "2026年11月20日",
    }
    other = command_of(SupplementRequestedV1, answer_by=None)
    assert "reply_by" not in other.notice.parts


@pytest.mark.parametrize("kind", MOMENTS)
def test_art23_b05_of_a_petition_without_a_unit_the_one_that_decided_says_it(
    house, office, press, kind
):
    tell(house, kind, organisation_id=None, decided_by_unit=STREET)
    assert office.draft_waiting() == 1
    [issued] = house.facts(NoticeIssued)
    assert issued.issued_by == STREET


def test_art23_the_door_it_came_to_speaks_whoever_decided_above_it():
    command = command_of(PetitionRefusedV1, decided_by_unit=DISTRICT)
    assert command.notice.organisation_id == COMMUNITY


def test_art23_whom_nobody_can_tell_is_owed_no_notice():
    assert command_of(PetitionRefusedV1, reachable=False) is None


def test_the_same_fact_told_twice_is_one_document(house, office, press):
    first = tell(house, PetitionRefusedV1)
    assert tell(house, PetitionRefusedV1) == first
    assert office.draft_waiting() == 1
    assert house.do(DraftNotice(document_id=first)) is None
    tell(house, PetitionRefusedV1)
    assert office.draft_waiting() == 0


def test_a_notice_that_another_process_drew_up_is_left_to_it(house, office, press):
    owed = tell(house, PetitionRefusedV1)
    office._door.notices_waiting = lambda limit: [owed, uuid4()]
    assert office.draft_waiting() == 1


@pytest.mark.parametrize("door", [None, COMMUNITY])
def test_without_an_organ_to_sign_it_waits_and_takes_no_number(house, press, door):
    office = an_office(house, press)
    owed = tell(house, PetitionRefusedV1, organisation_id=door)
    assert office.draft_waiting() == 0
    assert house.store.kept["postponed"] == [(owed, "no-organ")]
    assert house.store.kept.get("numbers", {}) == {}


def test_no_number_is_taken_at_the_door_while_nothing_can_be_printed(
    house, office, press
):
    tell(house, PetitionRefusedV1)
    press.broken = "font"
    assert office.draft_waiting() == 0
    assert house.store.kept.get("numbers", {}) == {}
    press.broken = "paper jam"
    assert office.draft_waiting() == 1
    press.broken = None
    assert office.print_waiting() == 1
    assert len(house.facts(NoticeIssued)) == 1


def test_b05_a_print_that_comes_after_the_case_is_told_through_the_case(
    house, office, press
):
    tell(house, SupplementRequestedV1)
    press.broken = "paper jam"
    office.draft_waiting()
    house.open(petition_id=PETITION)
    press.broken = None
    office.print_waiting()
    [issued] = house.facts(DocumentIssued)
    assert issued.petition_id == PETITION


def test_one_bad_document_keeps_no_other_waiting(house, office, press):
    for number in (2, 3):
        tell(house, PetitionRefusedV1, revision=number)
    prints = press.print
    broken = iter([ValueError("a part that no template takes")])

    def bad_once(sheet):
        for error in broken:
            raise error
        return prints(sheet)

    press.print = bad_once
    assert office.draft_waiting() == 2
    assert len(press.sheets) == 1
    [(_, reason)] = house.store.kept["postponed"]
    assert reason == "a part that no template takes"


def test_art30_no_accused_organ_signs_what_was_decided_about_the_accusation(
    house, office, press
):
    """It would take a number in the row of the accused, in their own name."""
    house.sign(DISTRICT, "金牛信")
    tell(house, PetitionRefusedV1, accused=[STREET])
    assert office.draft_waiting() == 1
    assert press.sheets[0].number.startswith("金牛信")
    assert house.facts(NoticeIssued)[0].issued_by == DISTRICT


def test_art30_where_only_the_accused_could_sign_it_waits(house, office):
    owed = tell(house, PetitionRefusedV1, accused=[STREET])
    assert office.draft_waiting() == 0
    assert house.store.kept["postponed"] == [(owed, "no-organ")]


def test_one_notice_that_cannot_be_drawn_up_keeps_no_other_waiting(house, office):
    bad, _ = (tell(house, PetitionRefusedV1, revision=n) for n in (2, 3))
    handle = office._bus.handle

    def fail_once(command, cause):
        if command == DraftNotice(document_id=bad):
            raise ValueError("not to be drawn up")
        return handle(command, cause)

    office._bus = SimpleNamespace(handle=fail_once)
    assert office.draft_waiting() == 1
    assert house.store.kept["postponed"] == [(bad, "not to be drawn up")]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (PetitionRefusedV1, {"explanation": "去窗口\n" * 660}),
        (PetitionReferredV1, {"explanation": "去法院" + "\n" * 1_990 + "起诉"}),
        (SupplementRequestedV1, {"missing": ["证" + "\n" * 190 + "件"] * 30}),
    ],
)
def test_words_of_a_thousand_lines_do_not_keep_the_press_busy(
    house, office, press, kind, said
):
    tell(house, kind, **said)
    assert office.draft_waiting() == 1
    [sheet] = press.sheets
    LAYOUTS[DocumentKind(sheet.template)].check(sheet.parts)
