"""Files of empty households, words of old visits, who was forgotten (第19、47条)."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import SYSTEM, Actor, Role
from registry.adapters.unit_of_work import TELL_OF_EVERYTHING
from registry.application.archive.commands import EditSection
from registry.application.census.commands import TakeCensus
from registry.application.commands import RecordDeath
from registry.application.privacy.commands import (
    AskForRight,
    DecideRequest,
    ForgetFile,
    ForgetHousehold,
    ForgetVisit,
    NoteEmptyHouseholds,
    SettleRequest,
)
from registry.application.rules import Rules
from registry.domain.access import Purpose
from registry.domain.archive.section import SubjectKind
from registry.domain.errors import HouseholdUnknown
from registry.domain.events import ResidentRecorded
from registry.domain.importing.batch import ImportState
from registry.domain.privacy.errors import PersonForgotten
from registry.domain.privacy.policy import PrivacyPolicy, RetentionRule, Since
from registry.domain.privacy.request import RequestKind
from registry.domain.sensitivity import Sensitivity
from registry.domain.visits.errors import VisitForgotten
from registry.domain.visits.finding import FORGOTTEN
from registry.domain.visits.visit import Outcome
from services.registry.tests.archive_builders import CLERK, define
from services.registry.tests.builders import (
    TODAY,
    a_cause,
    an_identity,
    record_household,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import Store, in_memory
from services.registry.tests.importing_office import Office
from services.registry.tests.visit_builders import (
    DIARY,
    a_home,
    an_account,
    days_ago,
    record_finding,
    record_visit,
)

pytestmark = pytest.mark.unit

HOME, MINE, VISIT = uuid4(), uuid4(), uuid4()
LONG_AGO = date(2020, 2, 29)


def rule(section, since, years=5, sensitivity=2):
    return RetentionRule(
        section=section,
        sensitivity=Sensitivity(sensitivity),
        since=since,
        years=years,
        basis="[M]",
    )


EMPTY = rule("*", Since.EMPTIED)
OLD_VISITS = rule("visits", Since.VISIT)


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store)
    for command in (
        *the_tree(),
        define("hardship", subject=SubjectKind.HOUSEHOLD),
        record_household(HOME),
        record_resident(MINE, household_id=HOME),
        EditSection(
            actor=CLERK,
            subject=SubjectKind.HOUSEHOLD,
            subject_id=HOME,
            section="hardship",
            values={"illness": "重病", "condition": "困难"},
            seen=0,
        ),
        record_staff(),
    ):
        bus.handle(command, a_cause(command.actor))
    return lambda command: bus.handle(command, a_cause(command.actor))


def forget(store, command, *rules):
    policy = PrivacyPolicy(retention=rules)
    bus = in_memory(store, Rules(policy_at=lambda _: policy))
    return bus.handle(command, a_cause())


FORGET_HOME = ForgetHousehold(actor=SYSTEM, household_id=HOME)
FORGET_VISIT = ForgetVisit(actor=SYSTEM, visit_id=VISIT)
NOTE = NoteEmptyHouseholds(actor=SYSTEM)


def dies(on=LONG_AGO) -> RecordDeath:
    return RecordDeath(actor=CLERK, resident_id=MINE, died_on=on)


def test_a_file_of_a_household_counts_from_when_nobody_was_found_there(say, store):
    say(NOTE)
    assert store.empty == {}
    assert forget(store, FORGET_HOME, EMPTY) == []
    say(dies())
    say(NOTE)
    assert store.empty == {HOME: TODAY}
    assert forget(store, FORGET_HOME, EMPTY) == []
    store.empty[HOME] = LONG_AGO
    assert forget(store, FORGET_HOME, rule("*", Since.DEATH)) == []
    gone = forget(store, FORGET_HOME, EMPTY)
    assert gone == ["hardship:common", "hardship:sensitive"]
    (entry,) = store.entries[HOME, "hardship"]
    assert entry.erased
    (look,) = store.looks
    assert (look.resident_id, look.purpose) == (HOME, Purpose.RETENTION)
    assert look.fields == gone
    assert forget(store, FORGET_HOME, EMPTY) == []
    assert store.households[HOME].profile.address


def test_who_moves_in_again_keeps_the_file_and_its_years_begin_anew(say, store):
    say(dies())
    say(NOTE)
    say(record_resident(household_id=HOME, identity_number=None))
    say(NOTE)
    assert store.empty == {}


def test_only_a_household_on_file_is_forgotten(store, say):
    with pytest.raises(HouseholdUnknown):
        say(ForgetHousehold(actor=SYSTEM, household_id=uuid4()))


def went(days, diary=DIARY, topic="家访"):
    said = an_account(
        held_at=days_ago(days), subjects=[a_home(HOME)], diary=diary, topic=topic
    )
    return record_visit(said, VISIT)


def test_words_of_an_old_visit_go_and_that_it_was_still_counts(say, store):
    say(went(6 * 366))
    say(went(6 * 366, diary="又记了几句"))
    before = store.visits[VISIT].account
    assert forget(store, FORGET_VISIT, rule("visits", Since.VISIT, 7)) == []
    assert forget(store, FORGET_VISIT, EMPTY) == []
    assert forget(store, FORGET_VISIT, OLD_VISITS) == ["visits"]
    assert forget(store, FORGET_VISIT, OLD_VISITS) == []
    visit = store.visits[VISIT]
    said = visit.account
    assert (said.topic, said.diary) == (None, None)
    assert (said.visitors, said.subjects) == (before.visitors, before.subjects)
    assert [each.account.diary for each in visit.replaced] == [None]
    (look,) = store.looks
    assert (look.resident_id, look.fields) == (HOME, ["visits"])


@pytest.mark.parametrize("how", [None, "当场换了垫圈"])
def test_with_a_visit_the_words_of_what_it_found_are_forgotten(say, store, how):
    say(went(6 * 366))
    finding = uuid4()
    outcome = Outcome.SETTLED if how else Outcome.TAKEN_BACK
    about = {"matter": "B02", "about": a_home(HOME), "place": "三栋", "name": "李某"}
    say(record_finding(VISIT, finding, outcome=outcome, how=how, **about))
    forget(store, FORGET_VISIT, OLD_VISITS)
    (word,) = store.findings[finding].words
    said = word.difficulty
    assert (said.text, said.how) == (FORGOTTEN, FORGOTTEN if how else None)
    assert (said.place, said.name, said.telephone) == (None, None, None)
    assert (said.outcome, said.matter, said.about) == (outcome, "B02", a_home(HOME))


def test_what_an_old_device_says_of_it_brings_no_words_back(say, store):
    say(went(6 * 366))
    forget(store, FORGET_VISIT, OLD_VISITS)
    for diary in (DIARY, "另一句"):
        with pytest.raises(VisitForgotten):
            say(went(6 * 366, diary=diary))


@pytest.mark.parametrize(
    ("section", "since"),
    [
        ("visits", Since.DEATH),
        ("health", Since.VISIT),
        ("requests", Since.VISIT),
        ("visits", Since.CLOSING),
        ("particulars", Since.EMPTIED),
    ],
)
def test_years_that_count_from_nowhere_are_refused(section, since):
    with pytest.raises(Invalid):
        rule(section, since)


class TestWhoWasForgotten:
    """A number that was forgotten is known again, and taken in on purpose alone."""

    NUMBER = an_identity()
    OLD_FILE = f"姓名,身份证号\n白小梨,{NUMBER}\n"

    @pytest.fixture
    def gone(self, say, store):
        say(dies())
        gone = ForgetFile(actor=SYSTEM, resident_id=MINE)
        forget(store, gone, rule("particulars", Since.DEATH))
        return uuid4()

    def test_nobody_opens_their_file_anew_unseen(self, say, gone):
        with pytest.raises(PersonForgotten):
            say(record_resident(gone))
        census = TakeCensus(actor=SYSTEM, said=(record_resident(gone),))
        with pytest.raises(PersonForgotten):
            say(census)
        say(record_resident(gone, identity_number=None))

    def test_on_purpose_they_are_taken_in_and_then_known(self, say, store, gone):
        say(record_resident(gone, readmit=True))
        say(record_resident(gone, telephone=None, readmit=True))
        told = [e for e in store.facts if isinstance(e, ResidentRecorded)][-2:]
        assert [each.readmitted for each in told] == [True, False]
        lines = [TELL_OF_EVERYTHING[ResidentRecorded](each).detail for each in told]
        assert [each.get("readmitted") for each in lines] == [True, None]
        words = store.residents[gone].profile.particulars
        assert words.identity_number == self.NUMBER

    def test_what_is_asked_to_be_deleted_is_known_again_too(self, say, store):
        asked = AskForRight(
            actor=Actor(id=str(MINE), role=Role.RESIDENT),
            request_id=uuid4(),
            kind=RequestKind.DELETION,
            section="particulars",
            statement="不必再留",
            fields=("identity_number",),
        )
        say(asked)
        decision = {"granted": True, "reason": "同意"}
        say(DecideRequest(actor=CLERK, request_id=asked.request_id, **decision))
        second = replace(CLERK, id="zhou-2")
        say(SettleRequest(actor=second, request_id=asked.request_id, agreed=True))
        with pytest.raises(PersonForgotten):
            say(record_resident())

    @pytest.mark.parametrize("ground", ["retention", "request"])
    @pytest.mark.parametrize("dry", [True, False])
    def test_a_row_of_an_old_file_says_so_and_is_a_look(self, ground, dry):
        office = Office()
        office.store.forgotten[self.NUMBER] = ground
        batch = office.bring("residents", self.OLD_FILE, dry_run=dry)
        assert batch.state is ImportState.DONE
        assert office.codes(batch) == [(2, "身份证号码", f"forgotten-by-{ground}")]
        assert office.store.residents == {}
        (look,) = office.store.looks
        assert (look.resident_id, look.purpose) == (None, Purpose.IMPORT)

    def test_a_row_may_say_that_it_is_on_purpose(self):
        office = Office()
        office.store.forgotten[self.NUMBER] = "retention"
        text = f"姓名,身份证号,重新建档\n白小梨,{self.NUMBER},是\n"
        assert office.bring("residents", text).counts.created == 1
        again = office.bring("residents", self.OLD_FILE)
        assert again.counts.same == 1
