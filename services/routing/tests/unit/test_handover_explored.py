"""Every order of events between two agencies is walked; every broken rule is seen.

HANDOVER_FURTHER walks further: `make agencies-faults`.
"""

import os
import sys

import pytest

from routing.domain.handover.forms import Form
from services.routing.tests import handover_mutants as mutants
from services.routing.tests.handover_explorer import Bound, Explorer

pytestmark = pytest.mark.unit

OWNERSHIP = (Form.TRANSFER, Form.RETURN)
DUTY = (Form.ENTRUST,)

BOUNDS = {
    "to and fro": Bound(forms=OWNERSHIP, offers=2),
    "up": Bound(forms=(Form.RAISE, Form.LEAD), offers=1),
    "sender restored": Bound(forms=OWNERSHIP, offers=1, restores=(1, 0)),
    "receiver restored": Bound(forms=OWNERSHIP, offers=1, restores=(0, 1)),
    "both restored": Bound(forms=OWNERSHIP, offers=1, restores=(1, 1), forgets=True),
    "a duty, sender restored": Bound(forms=DUTY, offers=1, restores=(1, 0)),
    "a duty, receiver restored": Bound(forms=DUTY, offers=1, restores=(0, 1)),
    "a review": Bound(forms=(Form.REVIEW,), offers=1, restores=(1, 0)),
}

ONE = BOUNDS["to and fro"]
SENDER, RECEIVER = BOUNDS["sender restored"], BOUNDS["receiver restored"]
BOTH = BOUNDS["both restored"]
TWICE = Bound(forms=(Form.TRANSFER,), offers=1, restores=(2, 0))

BROKEN = {
    mutants.receiver_owns_as_soon_as_it_accepts: ONE,
    mutants.sender_acts_on_after_its_confirmation: ONE,
    mutants.sender_forgets_the_matter_at_its_confirmation: ONE,
    mutants.recall_after_the_confirmation: ONE,
    mutants.acceptance_obeyed_after_the_offer_ended: ONE,
    mutants.nobody_tells_incarnations_apart: SENDER,
    mutants.words_meant_for_an_older_incarnation_obeyed: TWICE,
    mutants.words_of_an_older_incarnation_obeyed: SENDER,
    mutants.acts_at_once_after_a_restore: SENDER,
    mutants.two_restored_agencies_wait_for_each_other: BOTH,
    mutants.what_was_taken_is_never_said: ONE,
    mutants.a_closed_offer_is_not_told_again: ONE,
    mutants.the_receiver_repeats_nothing: ONE,
    mutants.the_sender_repeats_nothing: RECEIVER,
    mutants.a_forgotten_duty_is_not_remembered: BOUNDS["a duty, sender restored"],
    mutants.a_review_leaves_the_sender_free: BOUNDS["a review"],
}

FURTHER = {
    "a duty and a transfer": Bound(forms=(Form.TRANSFER, *DUTY), offers=2),
    "thrice": Bound(forms=OWNERSHIP, offers=3),
    "to and fro, first restored": Bound(
        forms=OWNERSHIP, offers=2, restores=(1, 0), forgets=True
    ),
    "to and fro, second restored": Bound(
        forms=OWNERSHIP, offers=2, restores=(0, 1), forgets=True
    ),
    "a duty, both restored": Bound(forms=DUTY, offers=1, restores=(1, 1), forgets=True),
    "a review and a transfer": Bound(forms=(Form.TRANSFER, Form.REVIEW), offers=2),
    "a review, receiver restored": Bound(
        forms=(Form.REVIEW,), offers=1, restores=(0, 1)
    ),
    "a review, both restored": Bound(
        forms=(Form.REVIEW,), offers=1, restores=(1, 1), forgets=True
    ),
    "sender restored twice": Bound(forms=OWNERSHIP, offers=1, restores=(2, 0)),
}
if os.environ.get("HANDOVER_FURTHER"):
    BOUNDS |= FURTHER


@pytest.mark.parametrize("name", BOUNDS)
def test_no_order_of_events_breaks_a_promise(name):
    found = Explorer(BOUNDS[name]).run()
    sys.stdout.write(f"{name}: {found.states} states\n")
    assert (found.fault, found.way) == (None, ())
    assert found.states > 20


@pytest.mark.untraced
@pytest.mark.parametrize("mutant", BROKEN, ids=lambda mutant: mutant.__name__)
def test_a_rule_that_is_broken_is_seen(mutant, monkeypatch):
    mutant(monkeypatch)
    found = Explorer(BROKEN[mutant]).run()
    assert found.fault, f"{mutant.__name__} went unseen in {found.states} states"
    told = f"{mutant.__name__}: {found.fault} after {len(found.way)} steps"
    sys.stdout.write(f"{told}: {', '.join(found.way)}\n")
