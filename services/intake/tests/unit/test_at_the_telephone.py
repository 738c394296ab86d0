"""What the hotline's desk keeps: questions answered at once, mere calls, guides."""

from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest
import yaml

from intake.application.calling import RecordCall, RecordGuide
from intake.application.commands import SubmitTogether
from intake.domain.calls import CallOutcome
from intake.domain.channel import Channel
from intake.domain.contact import Contact
from intake.domain.errors import (
    BrokenCategory,
    BrokenPetition,
    NotAgencyWide,
    OutsideScope,
    UnknownReference,
)
from intake.domain.guide import LONGEST_ANSWER, MOST_LINES, Guide
from intake.domain.lifecycle import PetitionState
from intake.domain.nature import Kind, Nature
from intake.entrypoints.cli import CannotDo, load_categories
from services.intake.tests.builders import (
    COMMUNITY,
    OTHER_COMMUNITY,
    STORY,
    a_category,
    a_clerk,
    a_street_with_two_communities,
    a_submission,
    a_supervisor,
    the_operator,
)
from services.intake.tests.fakes import FakeIntake

CALL = UUID(int=12345)


@pytest.fixture
def intake():
    return FakeIntake([a_category()], a_street_with_two_communities())


def a_call(**changes):
    said = {
        "channel": Channel.HOTLINE,
        "text": "老年证在哪里办？",
        "organisation_id": COMMUNITY,
        "actor": a_clerk(),
    }
    return a_submission(**{**said, **changes})


def taken(intake, call):
    [told] = intake.bus.handle(SubmitTogether(petitions=(call,)), STORY)
    return intake.store.petitions[told.petition_id]


def test_a_question_that_was_answered_at_once_has_a_number_and_no_case(intake):
    petition = taken(intake, a_call(answered=" 带身份证到社区窗口。 "))
    assert petition.state is PetitionState.NOTED
    assert petition.nature.kind is Kind.CONSULTATION
    assert petition.explanation == "带身份证到社区窗口。"
    assert petition.watch_at is None
    assert petition.receipt


def test_an_answer_of_blanks_is_none(intake):
    with pytest.raises(BrokenPetition) as no:
        taken(intake, a_call(answered=" "))
    assert no.value.fields == {"explanation": "required"}


def test_whom_somebody_accuses_is_not_answered_away_at_the_telephone(intake):
    nature = Nature(kind=Kind.ACCUSATION, accused=frozenset({OTHER_COMMUNITY}))
    with pytest.raises(BrokenPetition) as no:
        taken(intake, a_call(answered="没有这回事。", nature=nature))
    assert no.value.fields == {"answered": "not-one-of"}
    assert intake.store.petitions == {}


def test_what_a_caller_wants_is_kept_and_asks_for_nothing_more(intake):
    petition = taken(intake, a_call(request="尽快修好"))
    assert petition.particulars.request == "尽快修好"
    assert petition.particulars.lacking == ()
    assert petition.state is PetitionState.ACCEPTED


def test_who_wants_nothing_and_tells_no_address_leaves_no_particulars(intake):
    petition = taken(intake, a_call(contact=Contact.of("周某某")))
    assert petition.particulars.request == ""
    assert not petition.particulars.named


def mere_call(**changes):
    said = {
        "call_id": CALL,
        "outcome": CallOutcome.NUISANCE,
        "organisation_id": COMMUNITY,
        "actor": a_clerk(),
    }
    return RecordCall(**{**said, **changes})


def test_a_call_of_which_nothing_came_is_counted_once_and_keeps_nobody(intake):
    intake.bus.handle(mere_call(), STORY)
    intake.bus.handle(mere_call(outcome=CallOutcome.FIRE), STORY)
    [entry] = intake.store.calls.values()
    assert (entry.outcome, entry.recorded_by) == (CallOutcome.NUISANCE, "clerk-1")
    assert intake.store.petitions == {}


def test_nobody_counts_at_anothers_desk(intake):
    with pytest.raises(OutsideScope):
        intake.bus.handle(mere_call(organisation_id=OTHER_COMMUNITY), STORY)
    with pytest.raises(UnknownReference):
        intake.bus.handle(mere_call(organisation_id="nowhere"), STORY)


def a_guide(**changes):
    said = {
        "category": "street-lighting",
        "answer": " 五个工作日内修好。 ",
        "materials": ("身份证", " ", "身份证", " 户口簿"),
        "words": ("路灯",),
        "actor": the_operator(),
    }
    return RecordGuide(**{**said, **changes})


def test_a_guide_is_kept_with_who_wrote_it_empty_and_double_lines_left_out(intake):
    guide = intake.bus.handle(a_guide(), STORY)
    assert guide.materials == ("身份证", "户口簿")
    assert guide.answer == "五个工作日内修好。"
    [edition] = intake.store.guides
    assert (edition.guide, edition.by) == (guide, "operator")


@pytest.mark.parametrize("actor", [a_clerk(), a_supervisor(COMMUNITY)])
def test_who_does_not_keep_the_categories_writes_no_guide(intake, actor):
    with pytest.raises(NotAgencyWide):
        intake.bus.handle(a_guide(actor=actor), STORY)


@pytest.mark.parametrize("guide", [{"answer": 5}, {"answer": "长" * 2001}, {"no": ""}])
def test_a_list_with_a_guide_that_nobody_could_write_changes_nothing(guide, tmp_path):
    names = {"zh-CN": "路灯", "zh-TW": "路燈", "en": "Lamps"}
    said = {"names": names, "valid_from": date(2020, 1, 1), "guide": guide}
    file = tmp_path / "list.yml"
    file.write_text(yaml.safe_dump({"categories": {"lamps": said}}), "utf-8")
    groups = []
    known = SimpleNamespace(bus=SimpleNamespace(handle_group=groups.append))
    with pytest.raises((CannotDo, BrokenCategory)):
        load_categories(known, file)
    assert groups == []


def test_a_guide_to_no_category_is_refused(intake):
    with pytest.raises(UnknownReference):
        intake.bus.handle(a_guide(category="nothing"), STORY)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"answer": "长" * (LONGEST_ANSWER + 1)}, "answer"),
        ({"materials": [str(each) for each in range(MOST_LINES + 1)]}, "materials"),
        ({"words": ["长" * 101]}, "words"),
    ],
)
def test_a_guide_that_is_too_long_is_refused(said, field):
    with pytest.raises(BrokenCategory) as no:
        Guide.of("street-lighting", **said)
    assert no.value.fields == {field: "too-long"}
