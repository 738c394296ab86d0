"""Three agencies, several offers at once, and anything at any time, beyond the bound.

HANDOVER_EXAMPLES says how many lives are tried: `make agencies-faults` tries 10,000.
"""

import os
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from routing.domain.handover.forms import Form
from routing.domain.handover.reconciling import compare, remind, restored
from services.routing.tests.handover_world import (
    BUREAU,
    DISTRICT,
    STREET,
    acts,
    begin,
    broken,
    healed,
    hearings,
    unsettled,
)

pytestmark = pytest.mark.unit

AGENCIES = (STREET, DISTRICT, BUREAU)
EXAMPLES = int(os.environ.get("HANDOVER_EXAMPLES", "500"))
OFFERING = ("offers", "hands back")
which = st.integers(min_value=0, max_value=2**16)
sides = st.sampled_from(AGENCIES)


class Lives(RuleBasedStateMachine):
    """Two matters at three agencies; every word ever said may be heard again.

    A backup holds both matters of its agency, as a restore brings both back.
    """

    def __init__(self):
        super().__init__()
        self.matters = [
            begin(*AGENCIES, matter_id=UUID(int=1)),
            begin(*reversed(AGENCIES), matter_id=UUID(int=2)),
        ]
        self.said, self.waiting = [], []
        self.forms = tuple(Form)
        self.backups = {each: self.legs_of(each) for each in AGENCIES}
        self.restores = dict.fromkeys(AGENCIES, 0)
        self.offers = 0

    @initialize(forms=st.sets(st.sampled_from(Form), min_size=1, max_size=3))
    def some_forms_are_in_use(self, forms):
        self.forms = tuple(sorted(forms))

    @rule(choice=which, matter=st.booleans())
    def somebody_offers(self, choice, matter):
        self.choose(choice, matter, self.offers + 1, OFFERING)

    @rule(choice=which, matter=st.booleans())
    def somebody_answers(self, choice, matter):
        self.choose(choice, matter, None, ("",))

    @rule(choice=which, matter=st.booleans())
    def somebody_accepts(self, choice, matter):
        self.choose(choice, matter, None, ("accepts",))

    def choose(self, choice, matter, number, labels):
        done = [
            decision
            for side, leg in self.matters[matter].items()
            for label, decision in acts(
                leg, sorted(set(AGENCIES) - {side}), self.forms, number
            )
            if label.startswith(labels)
        ]
        if done:
            self.offers += number is not None
            self.store(done[choice % len(done)])

    @rule(count=st.integers(min_value=1, max_value=8))
    def links_work(self, count):
        for _ in range(count):
            if self.waiting:
                self.hear(self.waiting.pop(0), late=False)

    @rule(choice=which, late=st.booleans())
    def an_old_word_arrives(self, choice, late):
        if self.said:
            self.hear(self.said[choice % len(self.said)], late)

    @rule()
    def a_link_is_cut(self):
        self.waiting.clear()

    def hear(self, word, late):
        leg = self.matters[word.matter_id.int - 1][word.to]
        every = list(hearings(leg, word))
        self.store(every[-1] if late else every[0])
        self.promises_hold()

    @rule(side=sides, daily=st.booleans())
    def somebody_repeats(self, side, daily):
        others = set(AGENCIES) - {side}
        for leg in self.legs_of(side):
            self.say(compare(leg, others) if daily else remind(leg))

    @rule(side=sides)
    def somebody_is_backed_up(self, side):
        self.backups[side] = self.legs_of(side)

    @rule(side=sides)
    def somebody_is_restored(self, side):
        self.restores[side] += 1
        others = set(AGENCIES) - {side}
        for leg in self.backups[side]:
            self.store(restored(leg, self.restores[side], others))

    @invariant()
    def promises_hold(self):
        for legs in self.matters:
            assert not broken(list(legs.values()))

    def teardown(self):
        for legs in self.matters:
            assert not unsettled(healed(legs, daily=True))

    def legs_of(self, side):
        return [legs[side] for legs in self.matters]

    def store(self, decision):
        leg = decision.leg
        self.matters[leg.matter_id.int - 1][leg.me] = leg
        self.say(decision.words)

    def say(self, words):
        self.said += words
        self.waiting += words


class TestLives(Lives.TestCase):
    settings = settings(
        max_examples=EXAMPLES,
        stateful_step_count=20 if EXAMPLES <= 500 else 40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
