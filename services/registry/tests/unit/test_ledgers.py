"""Ledgers: in and out with reasons, their way, who reads them, lists and bulletins."""

from datetime import timedelta
from uuid import uuid4

import pytest

from minqing_kernel.errors import Invalid, TransitionRefused
from minqing_kernel.messages import Actor, Role
from registry.application.ledgers.commands import (
    ExportLedger,
    ReadItem,
    ReadLedgerMeeting,
    ReadPublicMinutes,
)
from registry.application.ledgers.views import MASK
from registry.domain.access import Purpose
from registry.domain.archive.errors import PetitionUnheard
from registry.domain.archive.petitions import PetitionState, Standing, Told
from registry.domain.errors import OutOfReach, Taken
from registry.domain.ledgers.errors import (
    ItemChanged,
    ItemFixed,
    ItemStands,
    ItemUnknown,
    NotDiscussed,
    NotPublishable,
    TellsTooMuch,
)
from registry.domain.ledgers.events import ItemStepped
from registry.domain.ledgers.item import About
from registry.domain.ledgers.lifecycle import LEDGER, LedgerState, LedgerStep
from registry.domain.ledgers.policy import STABILITY, AboutKind
from services.registry.tests.builders import (
    COMMUNITY,
    DISTRICT,
    OTHER,
    STREET,
    TODAY,
    a_cause,
    record_duty,
    record_firm,
    record_household,
    record_premises,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes_ledgers import LedgerStore, ledgers_in_memory
from services.registry.tests.ledger_builders import (
    QUESTION,
    RESULT,
    a_clerk,
    a_head,
    about,
    enter,
    leave,
    make,
    meet,
    report,
    return_to,
    step,
)

pytestmark = pytest.mark.unit

ITEM, TWIN, HOME, PERSON, FIRM, PETITION = (uuid4() for _ in range(6))
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def store():
    return LedgerStore()


@pytest.fixture
def say(store):
    bus = ledgers_in_memory(store)
    tell = lambda command: bus.handle(command, a_cause(command.actor))  # noqa: E731
    for command in [
        *the_tree(),
        record_staff(),
        record_staff("li-na"),
        record_staff("street-head", organisation_id=STREET),
        record_household(HOME),
        record_resident(PERSON, household_id=HOME),
        record_firm(FIRM),
        record_premises("65-9"),
    ]:
        tell(command)
    return tell


def refused(say, command):
    with pytest.raises(Invalid) as told:
        say(command)
    return told.value.fields


def steps_of(store, item=ITEM):
    return [each.move.step.value for each in store.ledgers[item].taken]


def test_a15_a_matter_goes_in_and_out_of_a_ledger_with_reasons_and_comes_back(
    say, store
):
    say(enter(ITEM))
    gone = say(leave(ITEM, note="王丽回访"))
    assert (gone.presence, gone.exit_reason, gone.solved) == ("exited", "solved", True)
    back = say(return_to(ITEM))
    assert (back.presence, back.round, back.solved) == ("standing", 2, False)
    assert (back.exit_reason, back.state) == (None, "entered")
    assert steps_of(store) == ["enter", "exit", "reenter"]
    reasons = [each.move.reason for each in store.ledgers[ITEM].taken]
    assert reasons == ["reported", "solved", "returned"]
    facts = [each for each in store.facts if isinstance(each, ItemStepped)]
    assert QUESTION not in repr(facts) + repr(store.ledgers[ITEM])


def test_a15_one_matter_stands_in_several_ledgers_and_once_in_each(say):
    matter = about(AboutKind.HOUSEHOLD, HOME)
    say(enter(ITEM, about=matter))
    say(enter(TWIN, about=matter, ledger="hardship", reason="assessed"))
    with pytest.raises(ItemStands):
        say(enter(uuid4(), about=matter))
    say(leave(ITEM))
    say(enter(uuid4(), about=matter))
    with pytest.raises(ItemStands):
        say(return_to(ITEM))


def test_a16_each_state_is_reached_by_its_step_alone(say):
    say(enter(ITEM))
    with pytest.raises(NotDiscussed):
        say(report(ITEM))
    say(meet(ITEM))
    told = say(report(ITEM))
    assert told.state == "reported"
    again = say(meet(ITEM))
    assert again.items == [ITEM]
    with pytest.raises(TransitionRefused):
        say(step(ITEM, LedgerStep.REENTER, reason="returned"))
    say(leave(ITEM))
    with pytest.raises(TransitionRefused):
        say(meet(ITEM))
    assert LEDGER.steps_from(LedgerState.PUBLISHED) == {LedgerStep.WITHDRAW}


def test_a16_a_report_names_who_is_above_and_its_number(say, store):
    say(enter(ITEM))
    say(meet(ITEM))
    assert refused(say, report(ITEM, to=OTHER)) == {"to": "not-above"}
    assert refused(say, report(ITEM, to=COMMUNITY)) == {"to": "not-above"}
    assert refused(say, report(ITEM, number=None)) == {"number": "required"}
    say(report(ITEM, to=DISTRICT, on=TODAY))
    last = store.ledgers[ITEM].taken[-1].move
    assert (last.detail["to"], last.on, last.by.id) == (DISTRICT, TODAY, "li-na")


def test_a16_steps_are_dated_in_their_order_and_not_in_the_future(say):
    say(enter(ITEM))
    assert refused(say, leave(ITEM, on=TOMORROW)) == {"on": "not-yet"}
    assert refused(say, leave(ITEM, on=YESTERDAY)) == {"on": "before-last-step"}
    late = enter(TWIN, entered_on=TOMORROW)
    assert refused(say, late) == {"entered_on": "not-yet"}


def test_a_step_sent_again_changes_nothing_and_its_id_is_used_once(say, store):
    say(enter(ITEM))
    say(enter(TWIN))
    gone = leave(ITEM)
    assert say(gone).revision == say(gone).revision
    with pytest.raises(Taken):
        say(leave(TWIN, step_id=gone.step_id))
    assert steps_of(store) == ["enter", "exit"]


def test_an_item_said_again_is_nothing_and_corrected_only_by_who_read_it(say, store):
    matter = about(AboutKind.HOUSEHOLD, HOME)
    say(enter(ITEM, about=matter))
    assert say(enter(ITEM, about=matter)).revision == 1
    with pytest.raises(ItemChanged):
        say(enter(ITEM, about=matter, question="别的"))
    better = say(enter(ITEM, about=matter, question="别的", seen=1))
    assert (better.revision, better.question) == (2, MASK)
    before = store.ledgers[ITEM].taken[0].words["question"]
    assert before == QUESTION
    with pytest.raises(ItemFixed):
        say(enter(ITEM, about=matter, entered_on=YESTERDAY, seen=2))


def test_what_a_ledger_does_not_know_is_refused(say):
    matter = about(AboutKind.FIRM, FIRM)
    wrong = {"ledger": "hardship", "reason": "assessed", "about": matter}
    assert refused(say, enter(ITEM, **wrong)) == {"about": "bad-about"}
    assert refused(say, enter(ITEM, ledger="none")) == {"ledger": "unknown-ledger"}
    assert refused(say, enter(ITEM, reason="none")) == {"reason": "unknown-reason"}
    odd = enter(ITEM, category="none")
    assert refused(say, odd) == {"category": "unknown-category"}
    assert refused(say, enter(ITEM, person="nobody")) == {"person": "unknown-staff"}
    no_unit = enter(ITEM, unit="nowhere")
    assert refused(say, no_unit) == {"unit": "unknown-organisation"}
    assert refused(say, enter(ITEM, home_id=uuid4())) == {"home_id": "unknown-home"}
    for kind, key in [
        (AboutKind.RESIDENT, uuid4()),
        (AboutKind.FIRM, uuid4()),
        (AboutKind.PLACE, "no-place"),
    ]:
        wrong = enter(ITEM, about=about(kind, key))
        assert refused(say, wrong) == {"about": "unknown-about"}
    with pytest.raises(Invalid):
        About(kind=AboutKind.MATTER, id="not-an-id")
    say(enter(ITEM, about=about(AboutKind.PLACE, "65-9")))
    say(enter(TWIN, about=matter))


def test_what_is_solved_tells_what_came_of_it(say):
    say(enter(ITEM, result=None))
    assert refused(say, leave(ITEM)) == {"result": "required"}
    assert refused(say, leave(ITEM, "none")) == {"reason": "unknown-reason"}
    assert say(leave(ITEM, result="已修好")).solved
    say(enter(TWIN, result=None))
    assert not say(leave(TWIN, "moved")).solved


def test_the_ledger_of_stability_is_there_for_supervisors_alone(say):
    secret = {"ledger": STABILITY, "reason": "screened"}
    assert refused(say, enter(ITEM, **secret)) == {"ledger": "unknown-ledger"}
    say(enter(ITEM, a_head(), **secret))
    with pytest.raises(ItemUnknown):
        say(leave(ITEM))
    with pytest.raises(ItemUnknown):
        say(ReadItem(actor=a_clerk(), item_id=ITEM, purpose=Purpose.VISIT))
    assert refused(say, meet(ITEM, ledger=STABILITY)) == {"ledger": "unknown-ledger"}
    assert refused(say, make(ledger=STABILITY)) == {"ledger": "unknown-ledger"}
    public = meet(
        ITEM, actor=a_head(), ledger=STABILITY, public_minutes="研究了有关工作"
    )
    with pytest.raises(NotPublishable):
        say(public)
    quiet = meet(ITEM, actor=a_head(), ledger=STABILITY)
    say(quiet)
    look = ReadPublicMinutes(actor=a_head(), meeting_id=quiet.meeting_id)
    with pytest.raises(NotPublishable):
        say(look)


def test_another_place_neither_enters_steps_nor_reads(say):
    away = a_clerk("far-away", OTHER)
    with pytest.raises(OutOfReach):
        say(enter(ITEM, away))
    say(enter(ITEM))
    for command in [
        leave(ITEM, actor=away),
        ReadItem(actor=away, item_id=ITEM, purpose=Purpose.VISIT),
        meet(ITEM, actor=away),
        make(actor=away),
    ]:
        with pytest.raises(OutOfReach):
            say(command)
    with pytest.raises(ItemUnknown):
        say(leave(uuid4()))


def test_a_captain_reaches_items_of_the_own_buildings_alone(say):
    captain = Actor(id="wang-li", role=Role.HANDLER, organisation_id=COMMUNITY)
    say(enter(TWIN))
    say(enter(ITEM, about=about(AboutKind.RESIDENT, PERSON)))
    say(record_duty(scope_id="65-9"))
    for key in (ITEM, TWIN):
        with pytest.raises(OutOfReach):
            say(leave(key, actor=captain))
    with pytest.raises(OutOfReach):
        say(enter(uuid4(), captain))
    say(record_premises("65-9-2", kind="unit", name="2单元", parent_id="65-9"))
    say(record_premises("65-9-2-4", kind="door", name="4号", parent_id="65-9-2"))
    say(record_household(HOME, premises_id="65-9-2-4"))
    assert say(leave(ITEM, actor=captain)).presence == "exited"


def test_accusations_are_entered_by_nobody_who_is_accused(say, store):
    said = {"about": about(AboutKind.PETITION, PETITION)}
    with pytest.raises(PetitionUnheard):
        say(enter(ITEM, **said))
    told = Told(revision=1, state=PetitionState.ACCEPTED)
    store.standings[PETITION] = Standing(
        petition_id=PETITION, receipt="R1", intake=told
    )
    say(enter(ITEM, **said))
    store.standings[PETITION] = Standing(
        petition_id=PETITION, receipt="R1", intake=told, accused=[COMMUNITY]
    )
    with pytest.raises(ItemUnknown):
        say(leave(ITEM))


def test_a_full_look_is_written_down_for_everybody_concerned(say, store):
    say(enter(ITEM, about=about(AboutKind.RESIDENT, PERSON)))
    say(enter(TWIN))
    full = say(ReadItem(actor=a_clerk(), item_id=ITEM, purpose=Purpose.VISIT))
    assert (full.item.question, full.item.result) == (QUESTION, RESULT)
    say(ReadItem(actor=a_clerk(), item_id=TWIN, purpose=Purpose.VISIT))
    assert [each.resident_id for each in store.looks] == [PERSON, TWIN]
    groundless = ReadItem(actor=a_clerk(), item_id=ITEM, purpose=Purpose.EXPORT)
    assert refused(say, groundless) == {"purpose": "bad-purpose"}


def test_c10_public_minutes_name_no_sensitive_status_and_nobody(say, store):
    say(enter(ITEM, about=about(AboutKind.HOUSEHOLD, HOME)))
    for text in ("白小梨家已修好", "残疾居民得到照顾", "3栋2单元已修好"):
        with pytest.raises(TellsTooMuch):
            say(meet(ITEM, public_minutes=text))
    held = meet(ITEM, public_minutes="研究了居民反映的漏水问题")
    card = say(held)
    assert card.attendees["united-front"] == 1
    assert say(held) == card
    with pytest.raises(Taken):
        say(meet(ITEM, meeting_id=held.meeting_id, minutes="别的"))
    public = say(ReadPublicMinutes(actor=a_clerk(), meeting_id=held.meeting_id))
    assert public.attendees == {"工作人员": 3, "居民代表": 5}
    assert (public.decisions, public.minutes) == (1, "研究了居民反映的漏水问题")
    full = say(
        ReadLedgerMeeting(
            actor=a_clerk(), meeting_id=held.meeting_id, purpose=Purpose.VISIT
        )
    )
    assert full.decisions == [{"item_id": ITEM, "decision": "本周内修好"}]
    assert [each.resident_id for each in store.looks] == [HOME]


def test_a_meeting_decides_on_items_of_its_own_ledger_and_place(say):
    say(enter(ITEM))
    assert refused(say, meet(uuid4())) == {"decisions": "unknown-ledger-item"}
    other = meet(ITEM, ledger="hardship")
    assert refused(say, other) == {"decisions": "unknown-ledger-item"}
    assert refused(say, meet(ITEM, held_on=TOMORROW)) == {"held_on": "not-yet"}
    strange = meet(ITEM, attendees={"king": 1})
    assert refused(say, strange) == {"attendees": "unknown-class"}
    for wrong in ({"decisions": {}}, {"attendees": {"staff": 0}}):
        with pytest.raises(Invalid):
            meet(ITEM, **wrong)


def test_a_meeting_does_not_show_that_an_accusation_is_there(say, store):
    told = Told(revision=1, state=PetitionState.ACCEPTED)
    known = {"petition_id": PETITION, "receipt": "R1", "intake": told}
    store.standings[PETITION] = Standing(**known)
    say(enter(ITEM, about=about(AboutKind.PETITION, PETITION)))
    store.standings[PETITION] = Standing(**known, accused=[COMMUNITY])
    assert refused(say, meet(ITEM)) == {"decisions": "unknown-ledger-item"}


def test_a_ledger_leaves_only_after_it_is_written_down(say, store):
    say(enter(ITEM))
    command = ExportLedger(
        actor=a_clerk(),
        export_id=uuid4(),
        ledger="petitions",
        form="xlsx",
        organisation_id=COMMUNITY,
        purpose="例会",
    )
    export = say(command)
    assert (export.kind, list(export.subjects)) == ("ledger:petitions", [ITEM])
    assert store.exports == [export]
    [look] = store.looks
    assert (look.purpose, look.fields[1]) == (Purpose.EXPORT, "items:1")
