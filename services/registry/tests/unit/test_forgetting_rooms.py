"""Words of plans, ledgers and their papers go; that they were, and how many, stays."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from minqing_kernel.errors import Invalid, TransitionRefused
from minqing_kernel.messages import SYSTEM
from registry.application.commands import RecordDeath
from registry.application.plans.commands import ClosePlan
from registry.application.privacy.commands import (
    ForgetFile,
    ForgetItem,
    ForgetPaper,
    ForgetPlan,
)
from registry.application.rules import Rules
from registry.domain.access import Purpose
from registry.domain.ledgers.item import FORGOTTEN
from registry.domain.ledgers.policy import AboutKind
from registry.domain.plans.plan import PlanState, PlanWords
from registry.domain.privacy.policy import PrivacyPolicy, RetentionRule, Since
from registry.domain.sensitivity import Sensitivity
from services.registry.tests.aid_builders import (
    CLERK,
    RULES,
    SOON,
    plan,
    the_sections,
    village_plan,
)
from services.registry.tests.builders import (
    STREET,
    TODAY,
    a_cause,
    record_household,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes_aid import AidStore, aid_in_memory
from services.registry.tests.fakes_ledgers import LedgerStore, ledgers_in_memory
from services.registry.tests.ledger_builders import (
    DONE,
    about,
    decide,
    enter,
    leave,
    make,
    meet,
    report,
    take_back,
    write,
)

pytestmark = pytest.mark.unit

HOME, ME, PLAN, VILLAGE = UUID(int=7), UUID(int=8), uuid4(), uuid4()
ITEM, OTHER_ITEM, TOLD, MEETING = (uuid4() for _ in range(4))


def by(section, since, years=0, rules=None):
    rule = RetentionRule(
        section=section,
        sensitivity=Sensitivity.PERSONAL,
        since=since,
        years=years,
        basis="[M]",
    )
    policy = PrivacyPolicy(retention=(rule,))
    return replace(rules or Rules(), policy_at=lambda _: policy)


class TestPlans:
    """一户一策 that were closed."""

    @pytest.fixture
    def store(self):
        store = AidStore()
        bus = aid_in_memory(store, RULES)
        for command in [
            *the_tree(),
            *the_sections(),
            record_staff(),
            record_household(HOME),
            plan(HOME, PLAN),
            village_plan(VILLAGE),
        ]:
            bus.handle(command, a_cause(command.actor))
        return store

    def forget(self, store, key=PLAN, years=0):
        bus = aid_in_memory(store, by("plans", Since.CLOSING, years, RULES))
        return bus.handle(ForgetPlan(actor=SYSTEM, plan_id=key), a_cause())

    def close(self, store, key=PLAN, seen=1):
        command = ClosePlan(actor=CLERK, plan_id=key, why="已就业", seen=seen)
        aid_in_memory(store, RULES).handle(command, a_cause(CLERK))

    def test_one_in_force_is_kept_and_a_closed_one_goes_when_its_years_are_over(
        self, store
    ):
        assert self.forget(store) == []
        self.close(store)
        assert self.forget(store, years=1) == []
        assert self.forget(store) == ["plans"]
        assert self.forget(store) == []
        known = store.plans[PLAN]
        assert (known.state, known.closed_on) == (PlanState.CLOSED, TODAY)
        assert (known.words.owner, known.words.review_on) == ("wang-li", SOON)
        assert (known.words.measures, known.words.classes) == ((), ())
        assert [each.note for each in known.added] == [None] * 3
        assert not any(each.words.measures for each in known.added)
        (look,) = store.looks
        assert (look.resident_id, look.purpose) == (HOME, Purpose.RETENTION)

    def test_a_places_plan_names_nobody_and_is_kept(self, store):
        self.close(store, VILLAGE)
        assert self.forget(store, VILLAGE) == []
        assert store.plans[VILLAGE].words.measures

    def test_a_plan_without_measures_is_one_that_was_forgotten(self):
        with pytest.raises(Invalid):
            PlanWords(owner="wang-li", review_on=SOON)

    def test_what_is_in_force_is_not_forgotten_and_what_is_not_is_not_reopened(
        self, store
    ):
        known = store.plans[PLAN]
        with pytest.raises(TransitionRefused):
            known.forget("system", at=known.added[0].at)
        with pytest.raises(TransitionRefused):
            known.reopen("system", at=known.added[0].at)


class TestLedgers:
    """What was struck off, and its papers."""

    @pytest.fixture
    def store(self):
        store = LedgerStore()
        bus = ledgers_in_memory(store)
        for command in [
            *the_tree(),
            record_staff(),
            record_staff("li-na"),
            record_staff("street-head", organisation_id=STREET),
            record_household(HOME),
            record_resident(ME, household_id=HOME),
            enter(ITEM, about=about(AboutKind.RESIDENT, ME)),
            enter(OTHER_ITEM, result=None),
        ]:
            bus.handle(command, a_cause(command.actor))
        return store

    def say(self, store, *commands, rules=None):
        bus = ledgers_in_memory(store, rules or Rules())
        return [bus.handle(each, a_cause(each.actor)) for each in commands]

    def forget(self, store, command, section="ledgers", years=0, since=Since.CLOSING):
        return self.say(store, command, rules=by(section, since, years))[0]

    def test_what_stands_or_is_public_is_kept_and_then_its_words_go(self, store):
        gone = ForgetItem(actor=SYSTEM, item_id=ITEM)
        consent = {"consent_on": TODAY, "consent_ref": "同意书2026-7"}
        assert self.forget(store, gone) == []
        self.say(store, meet(ITEM, OTHER_ITEM, meeting_id=MEETING), report(ITEM))
        self.say(store, write(ITEM, TOLD, **consent), decide(TOLD), leave(ITEM))
        assert self.forget(store, gone) == []
        self.say(store, take_back(TOLD))
        assert self.forget(store, gone, years=1) == []
        assert self.forget(store, gone) == ["ledgers"]
        assert self.forget(store, gone) == []
        known, told = store.ledgers[ITEM], store.publications[TOLD]
        assert (known.account.question, known.account.result) == (FORGOTTEN, FORGOTTEN)
        assert all(each.words == {} for each in known.taken)
        assert (told.words.done, told.words.consent_ref) == (FORGOTTEN, None)
        meeting = store.meetings[MEETING].account
        assert meeting.decisions[ITEM] == FORGOTTEN
        assert FORGOTTEN not in (meeting.decisions[OTHER_ITEM], meeting.minutes)
        looks = [each.resident_id for each in store.looks]
        assert looks[-1] == ME

    def test_what_concerns_nobody_on_file_is_noted_by_its_own_id(self, store):
        self.say(store, leave(OTHER_ITEM, "error"))
        gone = ForgetItem(actor=SYSTEM, item_id=OTHER_ITEM)
        assert self.forget(store, gone) == ["ledgers"]
        assert store.ledgers[OTHER_ITEM].account.result is None
        assert store.looks[-1].resident_id == OTHER_ITEM

    def test_minutes_and_lists_go_by_rules_of_their_own(self, store):
        self.say(store, leave(OTHER_ITEM, "error"))
        self.say(store, make(), meet(ITEM, meeting_id=MEETING))
        (sheet_id,) = store.sheets
        rows = len(store.sheets[sheet_id].rows)
        for section, key in (("ledger-meetings", MEETING), ("ledger-lists", sheet_id)):
            gone = ForgetPaper(actor=SYSTEM, section=section, paper_id=key)
            assert self.forget(store, gone, section, 1, Since.MADE) == []
            assert self.forget(store, gone, section, 0, Since.MADE) == [section]
            assert self.forget(store, gone, section, 0, Since.MADE) == []
        assert store.meetings[MEETING].account.attendees["staff"] == 3
        told = store.sheets[sheet_id].rows
        assert [each["question"] for each in told] == [FORGOTTEN] * rows
        assert {each["person"] for each in told} == {"wang-li"}

    def test_with_a_person_go_the_words_of_every_item_about_them(self, store):
        self.say(
            store, leave(OTHER_ITEM, "error"), make(), meet(ITEM, meeting_id=MEETING)
        )
        consent = {"consent_on": TODAY, "consent_ref": "同意书2026-7"}
        self.say(store, report(ITEM), write(ITEM, TOLD, **consent))
        long_ago = TODAY - timedelta(days=4000)
        death = RecordDeath(actor=SYSTEM, resident_id=ME, died_on=long_ago)
        self.say(store, death)
        file = ForgetFile(actor=SYSTEM, resident_id=ME)
        gone = self.forget(store, file, "particulars", since=Since.DEATH)
        assert gone == ["particulars:2", "ledgers"]
        assert store.ledgers[ITEM].account.forgotten
        draft = store.publications[TOLD]
        assert (draft.state, draft.words.consent_ref) == ("rejected", None)
        assert store.meetings[MEETING].account.minutes == FORGOTTEN
        (sheet,) = store.sheets.values()
        assert [each["question"] for each in sheet.rows] == [FORGOTTEN]
        assert self.forget(store, file, "particulars", since=Since.DEATH) == []

    def test_what_is_public_names_nobody_and_stays(self, store):
        consent = {"consent_on": TODAY, "consent_ref": "同意书2026-7"}
        self.say(store, meet(ITEM), report(ITEM), write(ITEM, TOLD, **consent))
        self.say(store, decide(TOLD))
        long_ago = TODAY - timedelta(days=4000)
        self.say(store, RecordDeath(actor=SYSTEM, resident_id=ME, died_on=long_ago))
        file = ForgetFile(actor=SYSTEM, resident_id=ME)
        self.forget(store, file, "particulars", since=Since.DEATH)
        told = store.publications[TOLD]
        assert (told.state, told.words.done) == ("published", DONE)

    def test_a_meeting_is_forgotten_once(self, store):
        self.say(store, meet(ITEM, meeting_id=MEETING))
        meeting = store.meetings[MEETING]
        for _ in range(2):
            meeting.forget_item(ITEM, at=meeting.recorded_at)
        assert meeting.revision == 2
