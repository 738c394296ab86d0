"""Who may knock at the doors of hand-overs between agencies."""

STAFF = {"clerk", "handler", "supervisor"}
DECIDERS = {"clerk", "supervisor"}
GOVERNORS = {"supervisor", "ops"}
WORKERS = STAFF | {"ops"}

AGENCY_DOORS = {
    "routing GET /v1/agencies": WORKERS,
    "routing POST /v1/agencies/{agency}/waive": {"supervisor"},
    "routing GET /v1/agency-differences": GOVERNORS,
    "routing POST /v1/agency-differences/{difference}/settle": GOVERNORS,
    "routing GET /v1/agency-disclosures": GOVERNORS,
    "routing GET /v1/agency-quarantine": GOVERNORS,
    "routing POST /v1/agency-quarantine/{letter}/admit": GOVERNORS,
    "routing POST /v1/agency-quarantine/{letter}/dismiss": GOVERNORS,
    "routing POST /v1/cases/{case}/handovers": DECIDERS,
    "routing POST /v1/cases/{case}/review-above": DECIDERS,
    "routing GET /v1/same-matters": STAFF,
    "routing GET /v1/handovers": WORKERS,
    "routing GET /v1/handovers/{handover}": WORKERS,
    "routing GET /v1/handovers/{handover}/file": STAFF,
    "routing POST /v1/handovers/{handover}/accept": DECIDERS,
    "routing POST /v1/handovers/{handover}/refuse": DECIDERS,
    "routing POST /v1/handovers/{handover}/return": DECIDERS,
    "routing POST /v1/handovers/{handover}/recall": DECIDERS,
    "routing POST /v1/handovers/{handover}/return-decision": DECIDERS,
    "routing POST /v1/handovers/{handover}/concede": {"supervisor"},
}
