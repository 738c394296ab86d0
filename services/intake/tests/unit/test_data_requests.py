"""个人信息保护法第44-50条: who petitions has their data corrected or deleted."""

from datetime import date, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest

from intake.adapters.translation import COMMANDS, TELL
from intake.application.data_requests import (
    AskAboutData,
    DecideDataRequest,
    ForgetDataRequests,
    SettleProposal,
)
from intake.domain.contact import Contact
from intake.domain.data_errors import (
    BrokenDataRequest,
    DataRequestFixed,
    LawKeeps,
    SecondEyes,
    TooManyDataRequests,
    UnknownDataRequest,
)
from intake.domain.data_request import (
    DATA_LIFE,
    KEPT_DAYS,
    ContactChanged,
    DataRequestMoved,
    DataState,
)
from intake.domain.data_words import (
    LONGEST_REASON,
    LONGEST_STATEMENT,
    LONGEST_VALUE,
    Asked,
    Checked,
    DataKind,
    Part,
    Verdict,
    in_order,
)
from intake.domain.errors import OutsideScope, StaleRevision, UnknownPetition
from minqing_contracts.registry import StaffRecordedV1
from minqing_kernel.errors import TransitionRefused
from minqing_kernel.messages import Actor, Role
from services.intake.tests.builders import (
    COMMUNITY,
    NOON,
    OTHER_COMMUNITY,
    STORY,
    STREET,
    a_clerk,
    a_contact,
    a_supervisor,
)
from services.intake.tests.unit.test_merging import House

pytestmark = pytest.mark.unit

SECOND = Actor(id="clerk-2", role=Role.CLERK, organisation_id=COMMUNITY)
ARTICLE = "个人信息保护法第47条第2款"


class Desk(House):
    def do(self, command):
        return self.intake.bus.handle(command, STORY)

    def ask(self, petition_id, *parts, number=1, values=None, **said):
        kind = DataKind.CORRECTION if values else DataKind.DELETION
        asked = Asked(
            kind=kind,
            parts=frozenset(parts or (values or {})),
            values=values or {},
            **said,
        )
        command = AskAboutData(
            request_id=UUID(int=number), petition_id=petition_id, asked=asked
        )
        return self.do(command)

    def decide(self, *granted, number=1, by=None, **said):
        actor = by or a_clerk()
        said = {"reason": "已核对", "checked": Checked.CALLED_BACK, **said}
        at = self.intake.clock.now()
        verdict = Verdict(by=actor.id, at=at, granted=frozenset(granted), **said)
        command = DecideDataRequest(
            request_id=UUID(int=number), verdict=verdict, actor=actor
        )
        return self.do(command)

    def settle(self, agreed=True, by=SECOND, number=1, seen=None):
        command = SettleProposal(
            request_id=UUID(int=number), agreed=agreed, actor=by, seen=seen
        )
        return self.do(command)

    def contact(self, petition_id):
        token = self.store.petitions[petition_id].contact
        return token and self.intake.seals.open(token, str(petition_id))

    def facts(self, kind):
        return [each for each in self.store.facts if isinstance(each, kind)]


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def petition_id(desk):
    return desk.submit(contact=a_contact(email="zhou@example.cn"))


def test_the_answer_is_owed_on_a_working_day_that_the_place_names(desk, petition_id):
    asked = desk.ask(petition_id, Part.TELEPHONE)
    assert asked.number.startswith("GX-2611-")
    assert asked.due_on == date(2026, 12, 11)
    assert not asked.is_late(date(2026, 12, 11))
    assert asked.is_late(date(2026, 12, 12))


def test_a_granted_correction_is_done_at_once_and_found_by_its_new_telephone(
    desk, petition_id
):
    before = desk.store.unsigned[petition_id]
    desk.ask(petition_id, values={Part.TELEPHONE: "139 0000 9000"})
    answered = desk.decide(Part.TELEPHONE)
    assert answered.state is DataState.GRANTED
    assert desk.contact(petition_id) == {
        "name": "周某某",
        "telephone": "13900009000",
        "email": "zhou@example.cn",
    }
    assert desk.store.unsigned[petition_id] not in {None, before}
    [changed] = desk.facts(ContactChanged)
    assert (changed.parts, changed.kind) == ((Part.TELEPHONE,), DataKind.CORRECTION)
    said = str(TELL[ContactChanged](changed))
    assert "13900009000" not in said and "139 0000 9000" not in said


def test_who_told_nothing_of_themselves_may_have_it_told(desk):
    petition_id = desk.submit(contact=Contact())
    desk.ask(petition_id, values={Part.TELEPHONE: "139 0000 9000"})
    assert desk.decide(Part.TELEPHONE).state is DataState.GRANTED
    assert desk.contact(petition_id) == {"telephone": "13900009000"}
    assert desk.store.petitions[petition_id].reachable
    assert desk.store.unsigned[petition_id] is not None


def test_a_form_that_comes_again_with_another_value_is_not_taken_for_the_same(
    desk, petition_id
):
    asked = desk.ask(petition_id, values={Part.TELEPHONE: "13900009000"})
    again = desk.ask(petition_id, values={Part.TELEPHONE: "13900009000"})
    assert again.number == asked.number
    with pytest.raises(DataRequestFixed):
        desk.ask(petition_id, values={Part.TELEPHONE: "13900009001"})
    desk.decide(Part.TELEPHONE)
    desk.store.data_requests[asked.request_id].sealed = None
    late = desk.ask(petition_id, values={Part.TELEPHONE: "13900009001"})
    assert late.number == asked.number


def test_a_deletion_waits_for_another_person_and_is_then_done(desk, petition_id):
    desk.ask(petition_id, Part.TELEPHONE, Part.EMAIL)
    assert desk.decide(Part.TELEPHONE, Part.EMAIL).state is DataState.PROPOSED
    assert desk.contact(petition_id)["telephone"] == "13800008000"
    with pytest.raises(SecondEyes):
        desk.settle(by=a_clerk())
    settled = desk.settle()
    assert (settled.state, settled.agreed_by) == (DataState.GRANTED, "clerk-2")
    assert desk.contact(petition_id) == {"name": "周某某"}
    petition = desk.store.petitions[petition_id]
    assert not petition.reachable
    assert desk.store.unsigned[petition_id] is None


def test_another_account_of_who_proposed_is_no_second_pair_of_eyes(desk, petition_id):
    for account in (a_clerk().id, SECOND.id):
        event = StaffRecordedV1(
            staff_id=account,
            revision=1,
            organisation_id=COMMUNITY,
            roles=("clerk",),
            active=True,
            person="p-1",
        )
        desk.do(COMMANDS[StaffRecordedV1](None, event))
    desk.ask(petition_id, Part.EMAIL)
    desk.decide(Part.EMAIL)
    with pytest.raises(SecondEyes):
        desk.settle()
    assert "email" in desk.contact(petition_id)


def test_nobody_agrees_to_a_proposal_that_they_did_not_see(desk, petition_id):
    desk.ask(petition_id, Part.TELEPHONE, Part.EMAIL)
    seen = desk.decide(Part.EMAIL, law=ARTICLE).revision
    desk.settle(agreed=False, seen=seen)
    now = desk.decide(Part.TELEPHONE, Part.EMAIL).revision
    with pytest.raises(StaleRevision):
        desk.settle(seen=seen)
    assert "telephone" in desk.contact(petition_id)
    assert desk.settle(seen=now).state is DataState.GRANTED


def test_when_nothing_is_left_the_petition_has_no_contact(desk):
    petition_id = desk.submit(contact=Contact.of(name="周某某"))
    desk.ask(petition_id, Part.NAME)
    desk.decide(Part.NAME)
    desk.settle()
    assert desk.store.petitions[petition_id].contact is None


def test_what_law_keeps_is_refused_with_its_article_and_the_rest_is_done(
    desk, petition_id
):
    desk.ask(petition_id, Part.TELEPHONE, Part.FILE)
    with pytest.raises(LawKeeps) as kept:
        desk.decide(Part.TELEPHONE, Part.FILE)
    assert "第47条第2款" in str(kept.value)
    with pytest.raises(BrokenDataRequest) as wrong:
        desk.decide(Part.TELEPHONE)
    assert wrong.value.fields == {"law": "required"}
    desk.decide(Part.TELEPHONE, law=ARTICLE)
    assert desk.settle().state is DataState.PARTLY
    assert "telephone" not in desk.contact(petition_id)
    told = [TELL[DataRequestMoved](each) for each in desk.facts(DataRequestMoved)]
    assert [each.step for each in told] == [
        "data-request-received",
        "data-request-proposed",
        "data-request-partly",
    ]
    assert [each.event and each.event.outcome for each in told] == [
        None,
        None,
        "partly",
    ]


def test_a_refusal_needs_no_second_pair_of_eyes_and_nobody_called_back(
    desk, petition_id
):
    desk.ask(petition_id, Part.FILE, statement="都删了")
    answered = desk.decide(law=ARTICLE, checked=Checked.NOT_YET)
    assert answered.state is DataState.REFUSED
    assert desk.facts(ContactChanged) == []
    with pytest.raises(TransitionRefused):
        desk.decide(law=ARTICLE)


def test_what_is_sent_back_is_decided_anew(desk, petition_id):
    desk.ask(petition_id, Part.EMAIL)
    with pytest.raises(TransitionRefused):
        desk.settle()
    desk.decide(Part.EMAIL)
    assert desk.settle(agreed=False).state is DataState.RECEIVED
    assert desk.decide(law=ARTICLE).state is DataState.REFUSED
    assert "email" in desk.contact(petition_id)


def test_the_same_form_asks_once_and_a_fourth_request_waits(desk, petition_id):
    first = desk.ask(petition_id, Part.NAME)
    assert desk.ask(petition_id, Part.NAME).number == first.number
    with pytest.raises(DataRequestFixed):
        desk.ask(petition_id, Part.EMAIL)
    for number in (2, 3):
        desk.ask(petition_id, Part.NAME, number=number)
    with pytest.raises(TooManyDataRequests):
        desk.ask(petition_id, Part.NAME, number=4)


def test_only_who_answers_for_the_petition_answers_and_never_the_accused(
    desk, petition_id
):
    desk.ask(petition_id, Part.EMAIL)
    with pytest.raises(UnknownDataRequest):
        desk.decide(number=9)
    with pytest.raises(OutsideScope):
        desk.decide(law=ARTICLE, by=a_clerk(OTHER_COMMUNITY))
    desk.accuse(petition_id, COMMUNITY)
    with pytest.raises(UnknownPetition):
        desk.decide(law=ARTICLE)
    by = a_supervisor(STREET)
    assert desk.decide(law=ARTICLE, by=by).state is DataState.REFUSED


def test_a_contact_that_is_gone_already_is_answered_all_the_same(desk):
    petition_id = desk.submit(contact=Contact.of())
    desk.ask(petition_id, Part.NAME)
    desk.decide(Part.NAME)
    assert desk.settle().state is DataState.GRANTED
    assert desk.store.petitions[petition_id].contact is None


def test_words_that_were_forgotten_correct_nothing_and_delete_all_the_same(
    desk, petition_id
):
    desk.ask(petition_id, Part.EMAIL)
    desk.store.data_requests[UUID(int=1)].sealed = None
    desk.decide(Part.EMAIL)
    desk.settle()
    assert "email" not in desk.contact(petition_id)


def test_two_years_after_the_answer_nobody_knows_the_words(desk, petition_id):
    desk.ask(petition_id, Part.FILE, statement="都删了")
    desk.decide(law=ARTICLE)
    desk.intake.clock.move_to(NOON + timedelta(days=KEPT_DAYS))
    desk.do(ForgetDataRequests())
    assert desk.store.data_requests[UUID(int=1)].sealed is not None
    desk.intake.clock.move_to(NOON + timedelta(days=KEPT_DAYS, seconds=1))
    desk.do(ForgetDataRequests())
    assert desk.store.data_requests[UUID(int=1)].sealed is None


correction = partial(Asked, kind=DataKind.CORRECTION)
deletion = partial(Asked, kind=DataKind.DELETION)
NAME = frozenset({Part.NAME})


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (partial(deletion, parts=frozenset()), "parts"),
        (partial(correction, parts=NAME), "values"),
        (
            partial(
                correction, parts=frozenset({Part.FILE}), values={Part.FILE: "别的话"}
            ),
            "values",
        ),
        (partial(deletion, parts=NAME, values={Part.NAME: "周"}), "values"),
        (partial(correction, parts=NAME, values={Part.NAME: " "}), "values.name"),
        (
            partial(
                correction, parts=NAME, values={Part.NAME: "周" * (LONGEST_VALUE + 1)}
            ),
            "values.name",
        ),
        (
            partial(deletion, parts=NAME, statement="删" * (LONGEST_STATEMENT + 1)),
            "statement",
        ),
    ],
)
def test_what_nobody_could_grant_is_not_taken(asked, field):
    with pytest.raises(BrokenDataRequest) as wrong:
        asked()
    assert list(wrong.value.fields) == [field]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"law": "法" * (LONGEST_REASON + 1)}, "law"),
        ({"checked": Checked.NOT_YET}, "checked"),
    ],
)
def test_an_answer_says_why_and_how_it_was_made_sure_who_asks(said, field):
    words = {"reason": "已核对", "checked": Checked.IN_PERSON, **said}
    with pytest.raises(BrokenDataRequest) as wrong:
        Verdict(by="clerk-1", at=NOON, granted=NAME, **words)
    assert list(wrong.value.fields) == [field]


def test_what_was_not_asked_is_not_granted(desk, petition_id):
    assert desk.ask(petition_id, Part.NAME).granted == frozenset()
    with pytest.raises(BrokenDataRequest) as wrong:
        desk.decide(Part.EMAIL)
    assert wrong.value.fields == {"granted": "not-one-of"}


def test_parts_are_shown_in_one_order():
    assert in_order({Part.FILE, Part.EMAIL, Part.NAME}) == (
        Part.NAME,
        Part.EMAIL,
        Part.FILE,
    )


def test_the_readme_draws_the_table_of_states():
    readme = Path(__file__).parents[2] / "README.md"
    assert DATA_LIFE.as_mermaid() in readme.read_text("utf-8")
