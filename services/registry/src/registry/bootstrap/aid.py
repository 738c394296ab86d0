"""Help's handlers, by what they need beside the unit of work."""

from collections.abc import Callable
from typing import Any

from minqing_kernel.messages import Command
from registry.application.aid import (
    checklists,
    entitlements,
    jobs,
    pairings,
    subsidies,
)
from registry.application.aid import commands as aid
from registry.application.plans import commands as plans
from registry.application.plans import handlers, missing

Handlers = dict[type[Command], Callable[..., Any]]

AID: Handlers = {
    aid.PairUp: pairings.pair_up,
    aid.EndPairing: pairings.end_pairing,
    aid.HandOverPairing: pairings.hand_over_pairing,
    aid.DecidePayments: subsidies.decide_payments,
    aid.ReversePayment: subsidies.reverse_payment,
    aid.RecordOffer: jobs.record_offer,
    aid.Introduce: jobs.introduce,
    aid.SettlePlacement: jobs.settle_placement,
    aid.ShowEvidence: checklists.show_evidence,
    plans.ClosePlan: handlers.close_plan,
}
"""When the agency's clock says."""
AID_LOOKS: Handlers = {plans.ReadPlan: handlers.read_plan}
"""Logged when they really are."""
AID_RULED: Handlers = {
    aid.ProposePayments: subsidies.propose_payments,
    aid.DecideEntitlement: entitlements.decide_entitlement,
    plans.ChangePlan: handlers.change_plan,
    plans.ReviewPlan: handlers.review_plan,
}
"""By the rules of the place."""
AID_RULED_LOOKS: Handlers = {
    aid.CheckEntitled: entitlements.check_entitled,
    aid.SeekCandidates: entitlements.seek_candidates,
    plans.ListMissingPlans: missing.list_missing_plans,
}
"""By the rules of the place, and logged when they really are."""
