"""Who may knock at the doors of checks, assessments, campaigns and lists."""

STAFF = {"clerk", "handler", "supervisor"}
WORKERS = STAFF | {"ops"}
OVERSEERS = {"clerk", "supervisor"}
GOVERNORS = {"supervisor", "ops"}
DRAW = "/v1/check-draws/{draw_id}"
CAMPAIGN = "/v1/campaigns/{campaign_id}"

CHECK_DOORS = {
    "registry GET /v1/check-rules": WORKERS,
    f"registry PUT {DRAW}": OVERSEERS,
    f"registry GET {DRAW}": OVERSEERS,
    "registry GET /v1/check-draws": OVERSEERS,
    f"registry GET {DRAW}/population": OVERSEERS,
    f"registry PUT {DRAW}/visits/{{visit_id}}/finding": STAFF,
    "registry GET /v1/my-checks": STAFF,
    "registry GET /v1/check-debts": OVERSEERS,
    "registry GET /v1/assessment-forms": WORKERS,
    "registry PUT /v1/staff/{staff_id}/assessments/{form}": {"supervisor"},
    "registry GET /v1/staff/{staff_id}/assessments": STAFF,
    "registry GET /v1/assessments": OVERSEERS,
    f"registry PUT {CAMPAIGN}": GOVERNORS,
    "registry GET /v1/campaigns": OVERSEERS,
    f"registry GET {CAMPAIGN}/totals": OVERSEERS,
    f"registry PUT {CAMPAIGN}/petitions/{{petition_id}}": GOVERNORS,
    f"registry DELETE {CAMPAIGN}/petitions/{{petition_id}}": GOVERNORS,
    "registry PUT /v1/indicators/{indicator_id}": GOVERNORS,
    "registry POST /v1/indicators/{indicator_id}/values": OVERSEERS,
    "registry GET /v1/indicators": OVERSEERS,
    "registry PUT /v1/regulations/{regulation_id}": GOVERNORS,
    "registry GET /v1/regulations": WORKERS,
    "registry PUT /v1/regulations/{regulation_id}/file": GOVERNORS,
    "registry GET /v1/regulations/{regulation_id}/file": WORKERS,
    "intake GET /v1/category-lists": WORKERS,
    "intake GET /v1/reports/category-lists": OVERSEERS,
}
