"""Who may knock at registry's doors to visits."""

STAFF = {"clerk", "handler", "supervisor"}
OVERSEERS = {"clerk", "supervisor"}

VISIT_DOORS = {
    "registry PUT /v1/visits/{visit_id}": STAFF,
    "registry GET /v1/visits/{visit_id}": STAFF,
    "registry GET /v1/visits/{visit_id}/full": STAFF,
    "registry GET /v1/my-visits": STAFF,
    "registry GET /v1/visits": OVERSEERS,
    "registry GET /v1/visit-kinds": STAFF | {"ops"},
    "registry GET /v1/visit-counts": OVERSEERS,
    "registry GET /v1/visit-coverage": OVERSEERS,
    "registry GET /v1/visit-coverage/missing": OVERSEERS,
}
