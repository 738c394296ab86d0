"""Who may knock at registry's doors to plans, pairings, subsidies, benefits, jobs."""

STAFF = {"clerk", "handler", "supervisor"}
OVERSEERS = {"clerk", "supervisor"}

HELP_DOORS = {
    "registry PUT /v1/plans/{plan_id}": STAFF,
    "registry GET /v1/plans/{plan_id}": STAFF,
    "registry POST /v1/plans/{plan_id}/review": STAFF,
    "registry POST /v1/plans/{plan_id}/close": STAFF,
    "registry GET /v1/plans/{plan_id}/full": STAFF,
    "registry GET /v1/plans": OVERSEERS,
    "registry GET /v1/plan-classes": STAFF | {"ops"},
    "registry GET /v1/my-plans": STAFF,
    "registry GET /v1/missing-plans": OVERSEERS,
    "registry PUT /v1/pairings/{pairing_id}": OVERSEERS,
    "registry POST /v1/pairings/{pairing_id}/end": OVERSEERS,
    "registry POST /v1/pairings/{pairing_id}/hand-over": OVERSEERS,
    "registry GET /v1/pairings": OVERSEERS,
    "registry GET /v1/my-pairings": STAFF,
    "registry GET /v1/missing-pairings": OVERSEERS,
    "registry POST /v1/subsidy-payments": OVERSEERS,
    "registry POST /v1/subsidy-payments/decision": OVERSEERS,
    "registry PUT /v1/subsidy-payments/{payment_id}/reversal": OVERSEERS,
    "registry GET /v1/subsidy-payments": OVERSEERS,
    "registry GET /v1/subsidy-sums": OVERSEERS,
    "registry GET /v1/benefit-rules": STAFF | {"ops"},
    "registry GET /v1/entitlements": OVERSEERS,
    "registry PUT /v1/entitlements/{rule}/{resident_id}": OVERSEERS,
    "registry PUT /v1/job-offers/{offer_id}": OVERSEERS,
    "registry GET /v1/job-offers": STAFF,
    "registry GET /v1/job-offers/{offer_id}/candidates": OVERSEERS,
    "registry PUT /v1/placements/{placement_id}": STAFF,
    "registry POST /v1/placements/{placement_id}/outcome": STAFF,
    "registry GET /v1/placement-counts": OVERSEERS,
    "registry PUT /v1/six-ones/{organisation_id}": OVERSEERS,
    "registry GET /v1/six-ones": OVERSEERS,
}

OPEN_HELP_DOORS = {"registry GET /v1/public-subsidies"}
