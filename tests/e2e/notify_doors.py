"""Who may knock at the doors of notify's rooms."""

STAFF = {"clerk", "handler", "supervisor"}
KEEPERS = {"clerk", "supervisor", "ops"}
GOVERNORS = {"supervisor", "ops"}
WORKERS = STAFF | {"ops"}
OPERATORS = {"ops"}

NOTIFY_DOORS = {
    "notify GET /v1/call-backs/weekly": WORKERS,
    "notify GET /v1/call-backs/weekly/export": WORKERS,
    "notify GET /v1/visits": WORKERS,
    "notify POST /v1/closings/{petition_id}/calls": WORKERS,
    "notify POST /v1/visits/{visit_id}/calls": WORKERS,
    "notify POST /v1/follow-ups/{petition_id}/misses": KEEPERS,
    "notify POST /v1/visits": KEEPERS,
    "notify POST /v1/rounds": GOVERNORS,
    "notify GET /v1/rounds": WORKERS,
    "notify GET /v1/rounds/{round_id}": WORKERS,
    "notify GET /v1/objections": WORKERS,
    "notify POST /v1/objections/{objection_id}/explain": WORKERS,
    "notify POST /v1/objections/{objection_id}/refuse": GOVERNORS,
    "notify POST /v1/objections/{objection_id}/reopen": GOVERNORS,
    "notify POST /v1/objections/{objection_id}/approve": GOVERNORS,
    "notify GET /v1/closings/{petition_id}/why": GOVERNORS,
    "notify POST /v1/follow-ups/{petition_id}/passes": KEEPERS,
    "notify POST /v1/ratings/{rating_id}/passes": KEEPERS,
    "notify GET /v1/ratings": WORKERS,
    "notify POST /v1/surveys": GOVERNORS,
    "notify GET /v1/surveys": WORKERS,
    "notify GET /v1/surveys/{survey_id}": WORKERS,
    "notify POST /v1/surveys/{survey_id}/responses": WORKERS,
    "notify POST /v1/appraisals": GOVERNORS,
    "notify GET /v1/appraisals": WORKERS,
    "notify GET /v1/appraisals/{appraisal_id}": WORKERS,
    "notify GET /v1/appraisals/{appraisal_id}/forms": WORKERS,
    "notify POST /v1/appraisals/{appraisal_id}/forms": WORKERS,
    "notify POST /v1/appraisals/{appraisal_id}/scores": STAFF,
    "notify GET /v1/errands": WORKERS,
    "notify POST /v1/errands/{errand_id}/result": WORKERS,
    "notify GET /v1/errands/{errand_id}/letter": KEEPERS,
    "notify GET /v1/notices/{notice_id}/calls": WORKERS,
    "notify GET /v1/texts": GOVERNORS,
    "notify GET /v1/texts/{template}/{means}/{language}": GOVERNORS,
    "notify GET /v1/text-drafts": GOVERNORS,
    "notify GET /v1/text-drafts/{draft_id}": GOVERNORS,
    "notify POST /v1/text-drafts/preview": GOVERNORS,
    "notify PUT /v1/text-drafts/{draft_id}": OPERATORS,
    "notify POST /v1/text-drafts/{draft_id}/approve": GOVERNORS,
    "notify POST /v1/text-drafts/{draft_id}/refuse": GOVERNORS,
    "notify GET /v1/subscriptions": OPERATORS,
    "notify PUT /v1/subscriptions/{subscription_id}": OPERATORS,
}

NOTIFY_PUBLIC = {
    "notify POST /v1/passes/answer",
    "notify GET /v1/ratings/{rating_id}",
    "notify POST /v1/ratings/{rating_id}/answer",
    "notify GET /v1/petitions/{petition_id}/inbox",
    "notify PUT /v1/petitions/{petition_id}/wish",
}
"""Whoever has the code that stands in a letter may knock here."""
