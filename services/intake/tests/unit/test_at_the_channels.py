"""Arrivals, gatherings, other lists, and the paper book."""

from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest

from intake.adapters.importing.mapping import read_mapping
from intake.adapters.importing.parsing import RowParser
from intake.adapters.importing.readers import read_records
from intake.application.channel_commands import (
    MapCategory,
    RecordArrival,
    RegisterArrival,
    TurnArrival,
)
from intake.application.contacts import ContactDesk
from intake.application.importing import Faulty
from intake.domain.access import Purpose
from intake.domain.channel import FORMS, Channel, Form
from intake.domain.contact import Contact
from intake.domain.errors import (
    BrokenPetition,
    KeyReused,
    NotAgencyWide,
    OutsideScope,
    UnknownArrival,
    UnknownReference,
)
from intake.domain.gathering import Gathering, GatheringKind
from intake.domain.reception import (
    RECEPTION_LIFE,
    Ground,
    Reception,
    ReceptionState,
    ReceptionStep,
)
from minqing_kernel.errors import TransitionRefused
from services.intake.tests.builders import (
    COMMUNITY,
    DAY,
    NOON,
    OTHER_COMMUNITY,
    STREET,
    a_clerk,
    a_contact,
    a_submission,
    the_operator,
)
from services.intake.tests.channel_desk import do, intake, submit

__all__ = ["intake"]
MAPPINGS = Path(__file__).parents[2] / "mappings"


# -- who came --------------------------------------------------------------------------


def arrive(intake, actor=None, **changes):
    said = {"organisation_id": COMMUNITY, "channel": Channel.WINDOW, "people": 3}
    return do(
        intake, RecordArrival(**{**said, **changes}, actor=actor or a_clerk())
    ).reception_id


def turn(reception_id, actor=None, words="请到市信访局。"):
    return TurnArrival(
        reception_id=reception_id,
        step=ReceptionStep.REDIRECT,
        ground=Ground.NOT_HERE,
        words=words,
        actor=actor or a_clerk(),
    )


def test_d10_who_comes_is_written_down_before_anybody_decides(intake):
    reception = intake.store.channels.receptions[arrive(intake)]
    assert reception.state is ReceptionState.ARRIVED
    assert (reception.people, reception.arrived_at) == (3, NOON)


def test_d10_what_they_came_for_and_who_is_kept_sealed_until_a_petition_holds_it(
    intake,
):
    reception_id = arrive(intake, matter="  养老金 ", contact=a_contact())
    kept = intake.store.channels.receptions[reception_id]
    assert kept.matter == "养老金"
    assert kept.contact is not None
    [answer] = submit(intake, a_submission())
    reception = do(
        intake,
        RegisterArrival(
            reception_id=reception_id, petition_id=answer.petition_id, actor=a_clerk()
        ),
    )
    assert (reception.matter, reception.contact, reception.people) == ("", None, 3)


def test_d10_the_same_form_sent_again_is_the_same_arrival(intake):
    said = {"reception_id": uuid4(), "matter": "养老金", "contact": a_contact()}
    assert arrive(intake, **said) == arrive(intake, **said) == said["reception_id"]
    assert len(intake.store.channels.receptions) == 1
    for other in ({"people": 4}, {"matter": "低保"}, {"contact": Contact()}):
        with pytest.raises(KeyReused):
            arrive(intake, **said | other)
    nobody = {"reception_id": uuid4()}
    assert arrive(intake, **nobody) == arrive(intake, **nobody)


def test_d10_a_form_sent_again_after_its_petition_is_still_the_same_arrival(intake):
    said = {"reception_id": uuid4(), "matter": "养老金"}
    reception_id = arrive(intake, **said)
    [answer] = submit(intake, a_submission())
    command = RegisterArrival(
        reception_id=reception_id, petition_id=answer.petition_id, actor=a_clerk()
    )
    do(intake, command)
    assert arrive(intake, **said) == reception_id
    with pytest.raises(KeyReused):
        arrive(intake, **said, people=4)


def test_d10_the_reason_to_come_is_told_in_few_words(intake):
    with pytest.raises(BrokenPetition) as refusal:
        arrive(intake, matter="x" * 1_001)
    assert refusal.value.fields == {"matter": "too-long"}


def test_pipl51_who_arrived_is_opened_for_a_purpose_that_is_written_down(intake):
    told, nobody = arrive(intake, contact=a_contact()), arrive(intake)
    asked = {"actor": a_clerk(), "purpose": Purpose.CASE_HANDLING}
    desk = ContactDesk(intake.reader, intake.seals)
    assert desk.visitor(told, **asked) == a_contact()
    assert desk.visitor(nobody, **asked) is None
    assert [row[0] for row in intake.reader.read_log] == [told]


def test_d10_a_petition_may_come_of_an_arrival(intake):
    [answer] = submit(intake, a_submission())
    reception_id = arrive(intake, arrived_at=NOON - DAY)
    command = RegisterArrival(
        reception_id=reception_id, petition_id=answer.petition_id, actor=a_clerk()
    )
    assert do(intake, command).petition_id == answer.petition_id
    with pytest.raises(TransitionRefused):
        do(intake, command)


def test_d10_whoever_is_shown_elsewhere_is_counted_with_the_ground(intake):
    reception = do(intake, turn(arrive(intake)))
    assert (reception.state, reception.ground) == ("redirected", "not-here")
    assert reception.words == "请到市信访局。"


@pytest.mark.parametrize("words, code", [(" ", "required"), ("x" * 1_001, "too-long")])
def test_d10_nobody_is_turned_away_without_a_word_where_to_go(intake, words, code):
    with pytest.raises(BrokenPetition) as refusal:
        do(intake, turn(arrive(intake), words=words))
    assert refusal.value.fields == {"words": code}


ALLOWED = {
    ("arrived", "register"): "registered",
    ("arrived", "redirect"): "redirected",
    ("arrived", "refuse"): "refused",
}


@pytest.mark.parametrize("state", ReceptionState)
@pytest.mark.parametrize("step", ReceptionStep)
def test_d10_an_arrival_is_settled_once(state, step):
    if (state, step) in ALLOWED:
        assert RECEPTION_LIFE.after(state, step) == ALLOWED[state, step]
    else:
        with pytest.raises(TransitionRefused):
            RECEPTION_LIFE.after(state, step)


@pytest.mark.parametrize("people", [0, 10_001])
def test_d10_some_people_came(people):
    with pytest.raises(BrokenPetition):
        Reception(
            reception_id=uuid4(),
            organisation_id=COMMUNITY,
            channel=Channel.WINDOW,
            people=people,
            arrived_at=NOON,
            recorded_by="clerk-1",
        )


def test_d10_the_door_of_another_place_is_not_ones_own(intake):
    stranger = a_clerk(OTHER_COMMUNITY)
    with pytest.raises(OutsideScope):
        arrive(intake, stranger)
    reception_id = arrive(intake)
    with pytest.raises(OutsideScope):
        do(intake, turn(reception_id, stranger))
    register = RegisterArrival(
        reception_id=reception_id, petition_id=uuid4(), actor=stranger
    )
    with pytest.raises(OutsideScope):
        do(intake, register)
    with pytest.raises(UnknownArrival):
        do(intake, turn(uuid4()))


def test_art17_each_form_of_the_regulation_has_a_channel():
    assert set(FORMS) == set(Channel)
    assert set(FORMS.values()) == set(Form)


# -- gatherings ------------------------------------------------------------------------


def a_gathering(participants=37):
    return Gathering(
        gathering_id=uuid4(),
        kind=GatheringKind.CONSULTATION,
        held_at=NOON,
        place="院坝",
        organisation_id=COMMUNITY,
        participants=participants,
    )


def test_a10_many_people_and_many_matters_are_one_gathering(intake):
    gathering = a_gathering()
    answers = submit(intake, a_submission(), a_submission(), gathering=gathering)
    assert len({each.receipt for each in answers}) == 2
    assert intake.store.channels.gatherings == [(gathering, 2)]


@pytest.mark.parametrize("participants", [0, 100_001])
def test_a10_somebody_took_part(participants):
    with pytest.raises(BrokenPetition):
        a_gathering(participants)


# -- other lists, the paper book -------------------------------------------------------


def a_mapping(actor, code="street-lighting"):
    return MapCategory(name="district", code=code, their_code="lamps", actor=actor)


def test_c19_our_categories_have_names_in_other_lists(intake):
    do(intake, a_mapping(the_operator()))
    assert intake.store.channels.mappings == {("district", "street-lighting"): "lamps"}
    with pytest.raises(NotAgencyWide):
        do(intake, a_mapping(a_clerk(STREET)))
    with pytest.raises(UnknownReference):
        do(intake, a_mapping(the_operator(), "nothing"))


def test_a13_the_paper_book_is_read_row_by_row_and_a_bad_row_stops_no_other(tmp_path):
    book = openpyxl.Workbook()
    rows = [
        ["序号", "日期", "渠道", "姓名", "电话", "地点", "诉求", "类别"],
        [
            1,
            "2014年5月24日",
            "入户走访",
            "周某",
            "13800008000",
            "东街",
            "路灯坏",
            "路灯",
        ],
        [2, "2014-05-25", "民情恳谈", None, None, "中街", "下水道堵", "供排水"],
        [3, "2014-05-26", "来访", "吴某", None, None, None, "其他"],
        [4, "哪天", "来访", "郑某", None, None, "修路", "道路"],
        [5, "2014-05-27", "捎话", "王某", None, None, "要低保", "没有的类别"],
    ]
    for row in rows:
        book.active.append(row)
    file = tmp_path / "book.xlsx"
    book.save(file)
    mapping = read_mapping(MAPPINGS / "paper-book.yml")
    records = read_records(file, mapping.form, mapping.encoding)
    read = list(RowParser(mapping=mapping, organisation_id=COMMUNITY).parse(records))
    faults = {r.line: dict(r.faults) for r in read if isinstance(r, Faulty)}
    assert faults == {
        3: {"text": "required"},
        4: {"received_at": "not-a-datetime"},
        5: {"category": "not-listed"},
    }
    told = [r.command for r in read if not isinstance(r, Faulty)]
    assert [(each.channel, each.category) for each in told] == [
        ("home-visit", "street-lighting"),
        ("courtyard", "water-drainage"),
    ]
    assert told[0].received_at == NOON.replace(2014, 5, 23, 16)
