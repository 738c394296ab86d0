"""Arrivals, devices, gatherings, groups, and the paper book."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest

from intake.adapters.importing.mapping import read_mapping
from intake.adapters.importing.parsing import RowParser
from intake.adapters.importing.readers import read_records
from intake.application.channel_commands import (
    AddBatch,
    AdmitMember,
    AnswerCall,
    MapCategory,
    MeetMember,
    OpenGroup,
    RecordArrival,
    RecordDevice,
    RegisterArrival,
    SettleMember,
    TurnArrival,
)
from intake.application.contacts import ContactDesk
from intake.application.devices import DeviceDesk
from intake.application.importing import Faulty
from intake.application.submitting import Submitter
from intake.domain.access import Purpose
from intake.domain.channel import FORMS, Channel, Form
from intake.domain.contact import Contact
from intake.domain.device import Pressed
from intake.domain.errors import (
    BrokenPetition,
    GroupThereAlready,
    KeyReused,
    NotAgencyWide,
    OutsideScope,
    TooManyRepresentatives,
    UnknownArrival,
    UnknownBatch,
    UnknownCall,
    UnknownGroup,
    UnknownMember,
    UnknownReference,
)
from intake.domain.gathering import Gathering, GatheringKind
from intake.domain.group import (
    MOST_BATCHES,
    Batch,
    GroupMatter,
    Headcount,
    MemberOutcome,
    Qualifier,
    noted,
)
from intake.domain.policy import IntakePolicy
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
    STORY,
    STREET,
    a_category,
    a_clerk,
    a_contact,
    a_street_with_two_communities,
    a_submission,
    a_waiting_submission,
    the_operator,
)
from services.intake.tests.fakes import FakeIntake

LABOUR = "440307010900"
MAPPINGS = Path(__file__).parents[2] / "mappings"


@pytest.fixture
def intake():
    units = a_street_with_two_communities()
    units.append(replace(units[1], organisation_id=LABOUR, name="劳动监察队"))
    return FakeIntake(
        [a_category(), a_category("labour")], units, IntakePolicy(labour_unit=LABOUR)
    )


def do(intake, command):
    return intake.bus.handle(command, STORY)


def submit(intake, *commands, gathering=None):
    submitter = Submitter(intake.bus, intake.reader)
    return submitter.submit(commands, STORY, gathering).submitted


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


# -- devices ---------------------------------------------------------------------------


def a_device(**changes):
    said = {
        "device_id": "yl-0017",
        "resident_id": "resident-17",
        "contact": a_contact(),
        "place": "布新社区3栋",
        "division_code": COMMUNITY,
        "organisation_id": COMMUNITY,
        "category": "street-lighting",
        "actor": the_operator(),
    }
    return RecordDevice(**{**said, **changes})


class Known:
    """Devices as the store has them, or none that answers."""

    def __init__(self, devices, broken=False):
        self._devices = devices
        self._broken = broken

    def device(self, device_id):
        if self._broken:
            raise ConnectionError
        return self._devices.get(device_id)


def holder(intake, device_id="yl-0017", broken=False):
    known = Known(intake.store.channels.devices, broken)
    return DeviceDesk(known, intake.seals).holder(device_id)


def test_d20_a_device_names_its_resident(intake):
    do(intake, a_device())
    found = holder(intake)
    assert found.contact == a_contact()
    assert found.device.resident_id == "resident-17"


def test_d20_a_device_may_have_no_contact(intake):
    do(intake, a_device(contact=Contact()))
    assert holder(intake).contact.anonymous


@pytest.mark.parametrize("device_id", ["yl-0017", "yl-9999"])
def test_d20_a_device_that_is_not_known_or_not_active_names_nobody(intake, device_id):
    do(intake, a_device(active=False))
    assert holder(intake, device_id) is None


def test_d20_a_look_up_that_fails_loses_nobodys_call(intake, caplog):
    do(intake, a_device())
    assert holder(intake, broken=True) is None
    assert "its call goes on" in caplog.text


def call(intake, **changes):
    said = {
        "channel": Channel.DEVICE,
        "pressed": Pressed(device_id="yl-0017"),
        "organisation_id": COMMUNITY,
        "actor": a_clerk(),
        "received_at": NOON - timedelta(seconds=20),
    }
    [answer] = submit(intake, a_submission(**{**said, **changes}))
    return answer.petition_id


@pytest.mark.parametrize("contact, known", [(a_contact(), True), (Contact(), False)])
def test_d20_a_call_is_kept_with_whether_we_knew_who_called(intake, contact, known):
    kept = intake.store.channels.calls[call(intake, contact=contact)]
    assert (kept.known, kept.device_id) == (known, "yl-0017")
    assert kept.taken_at - kept.pressed_at == timedelta(seconds=20)


def test_d20_the_time_until_somebody_answers_is_measured_once(intake):
    petition_id = call(intake)
    intake.clock.advance(timedelta(seconds=40))
    answer = AnswerCall(petition_id=petition_id, actor=a_clerk())
    assert do(intake, answer) == 60
    intake.clock.advance(timedelta(seconds=40))
    assert do(intake, answer) == 60


def test_d20_what_no_device_called_about_has_no_answer(intake):
    [other] = submit(intake, a_submission())
    with pytest.raises(UnknownCall):
        do(intake, AnswerCall(petition_id=other.petition_id, actor=a_clerk()))


def test_d20_a_device_belongs_to_a_unit_that_is_there(intake):
    with pytest.raises(UnknownReference):
        do(intake, a_device(organisation_id="nowhere"))
    with pytest.raises(OutsideScope):
        do(intake, a_device(actor=a_clerk(OTHER_COMMUNITY)))


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


# -- groups ----------------------------------------------------------------------------

OVER_A_THOUSAND = Headcount(people=1_000, qualifier=Qualifier.OVER)


@pytest.fixture
def petition_id(intake):
    [answer] = submit(intake, a_waiting_submission(organisation_id=COMMUNITY))
    return answer.petition_id


@pytest.fixture
def group_id(intake, petition_id):
    return do(intake, open_group(petition_id))


def open_group(petition_id, title=" 集体企业离职人员 "):
    return OpenGroup(
        petition_id=petition_id, title=title, count=OVER_A_THOUSAND, actor=a_clerk()
    )


def admit(intake, group_id, actor=None, **said):
    command = AdmitMember(
        group_id=group_id,
        **{"contact": a_contact(), **said},
        actor=actor or a_clerk(),
    )
    return do(intake, command)


def add_batch(intake, group_id, title="第一批养老补贴", people=400):
    count = Headcount(people=people)
    return do(
        intake,
        AddBatch(group_id=group_id, title=title, count=count, actor=a_clerk()),
    )


def test_b14_a_petition_heads_a_group_with_an_approximate_count(
    intake, petition_id, group_id
):
    group = intake.store.channels.groups[group_id]
    assert (group.title, group.count) == ("集体企业离职人员", OVER_A_THOUSAND)
    assert intake.store.petitions[petition_id].group_id == group_id
    with pytest.raises(GroupThereAlready):
        do(intake, open_group(petition_id))


def test_b14_the_acceptance_tells_which_group_the_petition_heads(
    intake, petition_id, group_id
):
    petition = intake.store.petitions[petition_id]
    petition.accept("street-lighting", COMMUNITY, at=NOON)
    assert petition.release()[0].group_id == group_id


def test_b14_two_batches_have_their_own_counts(intake, group_id):
    assert [add_batch(intake, group_id), add_batch(intake, group_id, "第二批")] == [
        1,
        2,
    ]
    batches = intake.store.channels.groups[group_id].batches
    assert batches[2] == Batch(title="第二批", count=Headcount(people=400))


def test_b14_each_person_has_an_outcome_of_their_own(intake, group_id):
    add_batch(intake, group_id)
    member_id = admit(intake, group_id, batch=1)
    settle = SettleMember(
        group_id=group_id,
        member_id=member_id,
        outcome=MemberOutcome.GRANTED,
        note="已纳入低保。",
        actor=a_clerk(),
    )
    do(intake, settle)
    do(intake, replace(settle, outcome=MemberOutcome.PARTLY))
    member = intake.store.channels.members[member_id]
    assert (member.outcome, member.note, member.settled_at) == (
        "partly",
        "已纳入低保。",
        NOON,
    )
    assert intake.seals.open(member.contact, str(member_id))["name"] == "周某某"


def test_b14_a_person_may_be_nameless_and_in_no_batch(intake, group_id):
    member_id = admit(intake, group_id, contact=Contact())
    member = intake.store.channels.members[member_id]
    assert (member.contact, member.batch) == (None, None)


def test_b14_nobody_joins_a_batch_that_is_not_there(intake, group_id):
    with pytest.raises(UnknownBatch):
        admit(intake, group_id, batch=1)


def test_art20_b14_a_sixth_representative_is_refused(intake, group_id):
    for _ in range(5):
        admit(intake, group_id, representative=True)
    with pytest.raises(TooManyRepresentatives):
        admit(intake, group_id, representative=True)
    admit(intake, group_id)
    group = intake.store.channels.groups[group_id]
    assert (group.members, group.representatives) == (6, 5)


def meet(intake, group_id, member_id, actor=None):
    command = MeetMember(
        group_id=group_id,
        member_id=member_id,
        channel=Channel.HOME_VISIT,
        note="上门约访，说明补偿标准。",
        actor=actor or a_clerk(),
    )
    return do(intake, command)


def test_d25_contacts_with_each_person_are_logged_and_counted(intake, group_id):
    one, other = admit(intake, group_id), admit(intake, group_id)
    assert [meet(intake, group_id, one) for _ in range(3)] == [1, 2, 3]
    assert meet(intake, group_id, other) == 1
    log = intake.store.channels.group_contacts
    assert [each["member_id"] for each in log] == [one, one, one, other]
    assert log[0]["note"] == "上门约访，说明补偿标准。"
    assert intake.store.channels.members[one].last_contact_at == NOON


def test_d25_a_member_is_met_in_the_own_group_alone(intake, group_id):
    [answer] = submit(intake, a_waiting_submission(organisation_id=COMMUNITY))
    other_group = do(intake, open_group(answer.petition_id))
    member_id = admit(intake, group_id)
    with pytest.raises(UnknownMember):
        meet(intake, other_group, member_id)
    with pytest.raises(OutsideScope):
        meet(intake, group_id, member_id, a_clerk(OTHER_COMMUNITY))
    with pytest.raises(UnknownGroup):
        meet(intake, uuid4(), member_id)


@pytest.mark.parametrize("title, code", [(" ", "required"), ("x" * 201, "too-long")])
def test_b14_a_batch_has_a_title(intake, group_id, title, code):
    with pytest.raises(BrokenPetition) as refusal:
        add_batch(intake, group_id, title)
    assert refusal.value.fields == {"title": code}


def test_d25_a_note_has_words():
    with pytest.raises(BrokenPetition):
        noted(" ")


def test_b14_batches_end_somewhere():
    group = GroupMatter(
        group_id=uuid4(),
        petition_id=uuid4(),
        organisation_id=None,
        title="t",
        count=OVER_A_THOUSAND,
    )
    for _ in range(MOST_BATCHES):
        group.add_batch("批", Headcount(people=1))
    with pytest.raises(BrokenPetition):
        group.add_batch("批", Headcount(people=1))


@pytest.mark.parametrize("people", [0, 1_000_001])
def test_d32_a_count_counts_somebody(people):
    with pytest.raises(BrokenPetition):
        Headcount(people=people)


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
