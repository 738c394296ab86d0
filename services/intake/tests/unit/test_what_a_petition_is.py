"""Kinds, paths, severity, flags; kinds of case and modes; a leader's date."""

from datetime import date, timedelta

import pytest

from intake.adapters.details import details_document, details_from
from intake.adapters.translation import TELL
from intake.domain.authority import may_know_accused
from intake.domain.deciding import Decision
from intake.domain.errors import (
    BrokenPetition,
    NoCaseOfThanks,
    NothingChanged,
    StatutoryProcedure,
)
from intake.domain.events import (
    AcceptanceNoticed,
    PetitionAccepted,
    PetitionNoted,
    PetitionReclassified,
    PetitionReferred,
)
from intake.domain.handling import CaseKind, Handling, Mode
from intake.domain.lifecycle import PetitionState
from intake.domain.nature import STATUTORY, Flag, Kind, Nature, Path, Severity
from intake.domain.organisation import OrganisationTree
from intake.domain.particulars import Particulars
from intake.domain.refusal import RefusalReason
from minqing_kernel.messages import Actor, Role
from services.intake.tests.builders import (
    COMMUNITY,
    DAY,
    NOON,
    STREET,
    a_petition,
    a_street_with_two_communities,
    a_waiting_petition,
)

TOMORROW = date(2026, 11, 22)
CLAIM = Nature(kind=Kind.CLAIM, path=Path.PETITION)


def settled(nature=None, handling=None):
    """Accept a waiting petition so, and return the fact that tells of it."""
    petition = a_waiting_petition()
    decision = Decision(nature=nature, handling=handling)
    petition.accept("roads", COMMUNITY, at=NOON, decision=decision)
    return petition.release()[0]


def told_of(fact):
    return TELL[type(fact)](fact).event


@pytest.mark.parametrize("kind", [Kind.SUGGESTION, Kind.ACCUSATION, Kind.CONSULTATION])
def test_art29_art30_a_matter_without_paths_is_accepted_by_its_kind(kind):
    event = told_of(settled(Nature(kind=kind)))
    assert (event.kind, event.path) == (kind, None)


def test_art30_an_accusation_names_the_accused_to_routing():
    nature = Nature(kind=Kind.ACCUSATION, accused=frozenset({COMMUNITY, STREET}))
    assert told_of(settled(nature)).accused == [STREET, COMMUNITY]


@pytest.mark.parametrize(
    "role, organisation, accused, knows",
    [
        (Role.CLERK, STREET, COMMUNITY, True),
        (Role.SUPERVISOR, STREET, COMMUNITY, True),
        (Role.CLERK, COMMUNITY, COMMUNITY, False),
        (Role.CLERK, COMMUNITY, STREET, False),
        (Role.HANDLER, STREET, COMMUNITY, False),
    ],
)
def test_art30_neither_the_accused_nor_those_below_learn_whom_it_accuses(
    role, organisation, accused, knows
):
    actor = Actor(id="li-na", role=role, organisation_id=organisation)
    tree = OrganisationTree(a_street_with_two_communities())
    assert may_know_accused(actor, frozenset({accused}), tree) is knows


@pytest.mark.parametrize("path", [Path.DUTY, Path.PETITION])
def test_art31_two_of_six_paths_lead_to_a_case(path):
    event = told_of(settled(Nature(kind=Kind.CLAIM, path=path)))
    assert (event.kind, event.path) == ("claim", path)


def test_art31_the_six_paths_stand_in_their_order():
    assert [each for each in Path if each in STATUTORY] == list(Path)[:4]
    assert list(Path)[-1] is Path.PETITION


@pytest.mark.parametrize("path", sorted(STATUTORY))
def test_art31_a_path_of_law_is_never_accepted_but_referred(path):
    petition = a_waiting_petition()
    decision = Decision(nature=Nature(kind=Kind.CLAIM, path=path))
    with pytest.raises(StatutoryProcedure):
        petition.accept("roads", COMMUNITY, at=NOON, decision=decision)
    petition.refer(path, "请向区劳动仲裁委员会申请。", at=NOON + DAY, seen=1)
    [fact] = petition.release()
    assert isinstance(fact, PetitionReferred)
    assert petition.state is PetitionState.REFERRED
    event = told_of(fact)
    assert (event.path, event.explanation) == (path, "请向区劳动仲裁委员会申请。")
    assert petition.nature == Nature(kind=Kind.CLAIM, path=path)


@pytest.mark.parametrize("path", [Path.DUTY, Path.PETITION])
def test_art31_what_leads_to_a_case_is_not_referred(path):
    with pytest.raises(BrokenPetition) as refusal:
        a_waiting_petition().refer(path, "去别处。", at=NOON)
    assert refusal.value.fields == {"path": "not-one-of"}


def test_art31_whoever_is_referred_learns_where_to_go():
    with pytest.raises(BrokenPetition) as refusal:
        a_waiting_petition().refer(Path.ARBITRATION, " ", at=NOON)
    assert refusal.value.fields == {"explanation": "required"}


def test_art31_a_claim_is_not_accepted_without_its_path():
    with pytest.raises(BrokenPetition) as refusal:
        settled(Nature(kind=Kind.CLAIM))
    assert refusal.value.fields == {"nature.path": "required"}


def test_art31_a_path_of_law_is_not_accepted_on_arrival():
    petition = a_petition(nature=Nature(kind=Kind.CLAIM, path=Path.LITIGATION))
    petition.arrive(NOON)
    assert petition.state is PetitionState.RECEIVED


@pytest.mark.parametrize(
    "said, field, code",
    [
        ({"path": Path.DUTY}, "nature.path", "only-for-claims"),
        ({"accused": frozenset({"a1"})}, "nature.accused", "only-for-accusations"),
        (
            {
                "kind": Kind.ACCUSATION,
                "accused": frozenset(f"u{n}" for n in range(21)),
            },
            "nature.accused",
            "too-long",
        ),
        ({"representatives": 6}, "nature.representatives", "at-most-five"),
        ({"representatives": 0}, "nature.representatives", "at-most-five"),
    ],
)
def test_art20_art30_art31_what_does_not_go_together_is_refused(said, field, code):
    with pytest.raises(BrokenPetition) as refusal:
        Nature(**said)
    assert refusal.value.fields == {field: code}


def test_art20_five_may_speak_for_many():
    nature = Nature(flags=frozenset({Flag.COLLECTIVE}), representatives=5)
    assert told_of(settled(nature)).representatives == 5


def test_b32_flags_and_severity_travel_with_the_acceptance():
    nature = Nature(severity=Severity.URGENT, flags=frozenset(Flag))
    event = told_of(settled(nature))
    assert event.severity == "urgent"
    assert event.flags == ["capital", "collective", "leapfrog", "provincial"]


@pytest.mark.parametrize(
    "said, field, code",
    [
        ({"case_kind": CaseKind.PROMISED}, "promised_on", "required"),
        (
            {"case_kind": CaseKind.JOINT, "co_unit_ids": frozenset({"b1"})},
            "lead_id",
            "required",
        ),
        ({"case_kind": CaseKind.JOINT, "lead_id": "a1"}, "co_unit_ids", "required"),
        (
            {
                "case_kind": CaseKind.JOINT,
                "lead_id": "a1",
                "co_unit_ids": frozenset({"a1"}),
            },
            "co_unit_ids",
            "lead-among-them",
        ),
        ({"promised_on": TOMORROW}, "promised_on", "only-for-promised-cases"),
        ({"lead_id": "a1"}, "co_unit_ids", "only-for-joint-cases"),
        (
            {
                "case_kind": CaseKind.JOINT,
                "lead_id": "a1",
                "co_unit_ids": frozenset(f"u{n}" for n in range(21)),
            },
            "co_unit_ids",
            "too-long",
        ),
        ({"due_on": TOMORROW}, "leader", "required"),
    ],
)
def test_b03_each_kind_of_case_has_its_own_required_fields(said, field, code):
    with pytest.raises(BrokenPetition) as refusal:
        Handling(**said)
    assert refusal.value.fields == {f"handling.{field}": code}


def test_b03_a_promised_case_carries_its_date():
    handling = Handling(case_kind=CaseKind.PROMISED, promised_on=TOMORROW)
    event = told_of(settled(handling=handling))
    assert (event.case_kind, event.promised_on) == ("promised", TOMORROW)


def test_b03_a_joint_case_carries_its_lead_and_the_units_beside_it():
    handling = Handling(
        case_kind=CaseKind.JOINT, lead_id=STREET, co_unit_ids=frozenset({COMMUNITY})
    )
    event = told_of(settled(handling=handling))
    assert (event.lead_id, event.co_unit_ids) == (STREET, [COMMUNITY])


def test_b03_a_promise_does_not_lie_in_the_past():
    handling = Handling(case_kind=CaseKind.PROMISED, promised_on=date(2026, 11, 20))
    with pytest.raises(BrokenPetition) as refusal:
        settled(handling=handling)
    assert refusal.value.fields == {"handling.promised_on": "in-the-past"}


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("case_kind", [CaseKind.IMMEDIATE, CaseKind.REPLY])
def test_b04_four_kinds_and_five_modes_are_two_fields(mode, case_kind):
    event = told_of(settled(handling=Handling(case_kind=case_kind, mode=mode)))
    assert (event.case_kind, event.mode) == (case_kind, mode)
    assert (len(CaseKind), len(Mode)) == (4, 5)


def test_b16_a_document_number_that_is_known_travels_along():
    handling = Handling(case_kind=CaseKind.REPLY, policy_ref="陕人社发〔2012〕145号")
    assert told_of(settled(handling=handling)).policy_ref == "陕人社发〔2012〕145号"


def test_d14_a_leaders_instruction_carries_its_own_date():
    handling = Handling(leader="党工委书记", due_on=date(2026, 12, 5))
    event = told_of(settled(handling=handling))
    assert (event.leader, event.due_on) == ("党工委书记", date(2026, 12, 5))


def test_d17_a_letter_of_thanks_has_no_clock_and_no_case():
    petition = a_petition(nature=Nature(kind=Kind.THANKS))
    petition.arrive(NOON)
    [fact] = petition.release()
    assert isinstance(fact, PetitionNoted)
    assert (petition.state, petition.watch_at) == (PetitionState.NOTED, None)
    assert told_of(fact) is None


def test_d17_what_turns_out_to_be_thanks_is_noted_never_accepted():
    petition = a_waiting_petition()
    decision = Decision(nature=Nature(kind=Kind.THANKS))
    with pytest.raises(NoCaseOfThanks):
        petition.accept("roads", COMMUNITY, at=NOON, decision=decision)
    petition.note(at=NOON, seen=1)
    assert (petition.state, petition.nature.kind) == (PetitionState.NOTED, Kind.THANKS)


def test_art23_a_clerks_acceptance_is_told_in_writing_and_owed_to_the_known():
    petition = a_waiting_petition(
        particulars=Particulars(named=True, addressed=True), reachable=False
    )
    petition.accept("roads", COMMUNITY, at=NOON)
    [_, notice] = petition.release()
    assert isinstance(notice, AcceptanceNoticed)
    assert (notice.revision, notice.owed) == (3, True)
    assert told_of(notice).owed


def test_art23_nobody_is_told_who_is_not_known_and_cannot_be_reached():
    petition = a_waiting_petition(reachable=False)
    petition.accept("roads", COMMUNITY, at=NOON)
    assert [type(each) for each in petition.release()] == [PetitionAccepted]


def test_art23_whoever_left_a_telephone_is_told_though_nothing_is_owed():
    petition = a_waiting_petition(reachable=True)
    petition.accept("roads", COMMUNITY, at=NOON)
    assert petition.release()[1].owed is False


def an_accepted_petition():
    petition = a_petition()
    petition.arrive(NOON)
    petition.release()
    return petition


def test_c19_what_it_is_may_be_settled_anew_once_accepted():
    petition = an_accepted_petition()
    decision = Decision(nature=CLAIM)
    petition.reclassify("roads", decision, at=NOON + DAY, seen=1)
    [fact] = petition.release()
    assert isinstance(fact, PetitionReclassified)
    event = told_of(fact)
    assert (event.category, event.kind, event.path) == ("roads", "claim", "petition")


def test_b03_how_it_is_handled_may_be_settled_anew():
    petition = an_accepted_petition()
    handling = Handling(case_kind=CaseKind.IMMEDIATE)
    petition.reclassify("street-lighting", Decision(handling=handling), at=NOON)
    assert petition.handling is handling


@pytest.mark.parametrize(
    "decision, fault",
    [
        (Decision(), NothingChanged),
        (Decision(nature=Nature(kind=Kind.THANKS)), NoCaseOfThanks),
        (Decision(nature=Nature(kind=Kind.CLAIM)), BrokenPetition),
        (
            Decision(handling=Handling(leader="书记", due_on=date(2026, 11, 20))),
            BrokenPetition,
        ),
    ],
)
def test_c19_what_may_not_be_settled_anew_is_refused(decision, fault):
    petition = an_accepted_petition()
    with pytest.raises(fault):
        petition.reclassify("street-lighting", decision, at=NOON)
    assert not petition.release()


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {
            "nature": Nature(
                kind=Kind.ACCUSATION,
                severity=Severity.MAJOR,
                flags=frozenset({Flag.CAPITAL}),
                accused=frozenset({STREET}),
            )
        },
        {"nature": CLAIM, "particulars": Particulars(request="赔偿", visit=True)},
        {
            "handling": Handling(
                case_kind=CaseKind.JOINT,
                mode=Mode.JOINT,
                lead_id=STREET,
                co_unit_ids=frozenset({COMMUNITY}),
                leader="书记",
                due_on=TOMORROW,
            )
        },
        {"handling": Handling(case_kind=CaseKind.PROMISED, promised_on=TOMORROW)},
        {"accept_by": NOON, "missed_at": NOON + timedelta(1), "despite": "匿名"},
    ],
)
def test_what_was_settled_is_read_back_as_it_was_stored(changes):
    petition = a_petition(**changes)
    accused = sorted(petition.nature.accused)
    read = details_from(details_document(petition), accused)
    assert read == {name: getattr(petition, name) for name in read}


def test_a_petition_of_which_nothing_was_settled_has_no_document():
    assert details_document(a_petition()) is None


@pytest.mark.parametrize("name", ["due_on", "promised_on"])
def test_d14_no_promise_lies_beyond_what_a_clock_can_run_to(name):
    kind = {"case_kind": CaseKind.PROMISED} if name == "promised_on" else {}
    whose = {"leader": "书记"} if name == "due_on" else {}
    today = date(2026, 11, 21)
    Handling(**{name: date(2199, 12, 31)}, **kind, **whose).require_not_before(today)
    with pytest.raises(BrokenPetition) as refused:
        Handling(**{name: date.max}, **kind, **whose).require_not_before(today)
    assert refused.value.fields == {f"handling.{name}": "moment-out-of-range"}


def test_art23_a_refusal_says_by_which_rule():
    for reason in RefusalReason:
        petition = a_waiting_petition()
        petition.refuse(reason, "请到有权处理的机关提出。", at=NOON)
        [fact] = petition.release()
        shown = TELL[type(fact)](fact).detail
        assert shown == {"reason": reason, "basis": reason.basis}
        assert "第" in shown["basis"] or "〔" in shown["basis"]


def test_art31_a_way_that_leads_elsewhere_says_by_which_item():
    items = [path.basis.removeprefix("信访工作条例第31条第") for path in Path]
    assert items == [f"{number}项" for number in "一二三四五六"]
