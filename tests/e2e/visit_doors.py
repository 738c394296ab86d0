"""Who may knock at registry's doors to visits."""

STAFF = {"clerk", "handler", "supervisor"}
OVERSEERS = {"clerk", "supervisor"}

PLAN = "/v1/visit-plans/{plan_id}"
VISIT_DOORS = {
    "registry PUT /v1/visits/{visit_id}/findings/{finding_id}": STAFF,
    "registry GET /v1/visits/{visit_id}/findings": STAFF,
    "registry POST /v1/visits/{visit_id}/close": STAFF,
    "registry GET /v1/visit-gaps": OVERSEERS,
    "registry GET /v1/visit-ways": OVERSEERS,
    "registry GET /v1/households/{household_id}/visits": STAFF,
    "registry POST /v1/visit-batches": STAFF,
    "registry PUT /v1/visits/{visit_id}/photos/{sha256}": STAFF,
    "registry GET /v1/visits/{visit_id}/photos/{sha256}": STAFF,
    "registry GET /v1/my-homes": STAFF,
    f"registry PUT {PLAN}": STAFF,
    f"registry GET {PLAN}": STAFF,
    f"registry POST {PLAN}/shift": STAFF,
    f"registry POST {PLAN}/missed": STAFF,
    f"registry POST {PLAN}/done": STAFF,
    "registry GET /v1/visit-plans": STAFF,
    "registry PUT /v1/visits/{visit_id}/forms/{form_id}": STAFF,
    "registry POST /v1/visit-forms/{form_id}/receive": OVERSEERS,
    "registry PUT /v1/visit-forms/{form_id}/result": OVERSEERS,
    "registry GET /v1/visit-forms": OVERSEERS,
    "registry GET /v1/visit-form-totals": OVERSEERS,
    "registry POST /v1/visit-weeks": OVERSEERS,
    "registry PUT /v1/visits/{visit_id}": STAFF,
    "registry GET /v1/visits/{visit_id}": STAFF,
    "registry GET /v1/visits/{visit_id}/full": STAFF,
    "registry GET /v1/my-visits": STAFF,
    "registry GET /v1/visits": OVERSEERS,
    "registry GET /v1/visit-kinds": STAFF | {"ops"},
    "registry GET /v1/visit-counts": OVERSEERS,
    "registry GET /v1/visit-tours": OVERSEERS,
    "registry GET /v1/visit-checklists": OVERSEERS,
    "registry GET /v1/visit-coverage": OVERSEERS,
    "registry GET /v1/visit-coverage/missing": OVERSEERS,
}
