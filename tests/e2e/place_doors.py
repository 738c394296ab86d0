"""Who may knock at registry's doors to places, charges, firms and counters."""

STAFF = {"clerk", "handler", "supervisor"}
KEEPERS = {"clerk", "supervisor", "ops"}
GOVERNORS = {"supervisor", "ops"}
WORKERS = STAFF | {"ops"}

PLACE_DOORS = {
    "registry PUT /v1/organisations/{organisation_id}/succession": GOVERNORS,
    "registry PUT /v1/organisations/{organisation_id}/opening-hours": GOVERNORS,
    "registry PUT /v1/organisations/{organisation_id}/claimed-counters": GOVERNORS,
    "registry GET /v1/organisations/{organisation_id}/appointments": STAFF,
    "registry GET /v1/premises": WORKERS,
    "registry GET /v1/premises/{premises_id}": WORKERS,
    "registry PUT /v1/premises/{premises_id}": KEEPERS,
    "registry POST /v1/addresses/locate": WORKERS,
    "registry GET /v1/premises-check": WORKERS,
    "registry GET /v1/premises-found": STAFF,
    "registry GET /v1/grid-cover": WORKERS,
    "registry GET /v1/grid-claims": WORKERS,
    "registry GET /v1/grids/{grid_id}/claims": WORKERS,
    "registry GET /v1/grids/{grid_id}/page": STAFF,
    "registry GET /v1/grids/{grid_id}/things": STAFF,
    "registry GET /v1/grids/{grid_id}/people": STAFF,
    "registry GET /v1/grids/{grid_id}/matters": STAFF,
    "registry PUT /v1/grids/{grid_id}/claims": GOVERNORS,
    "registry POST /v1/grids/{grid_id}/cut-effect": GOVERNORS,
    "registry PUT /v1/grids/{grid_id}/cut": GOVERNORS,
    "registry GET /v1/grids/{grid_id}/cuts": GOVERNORS,
    "registry POST /v1/staff/{staff_id}/hand-over": GOVERNORS,
    "registry POST /v1/staff/{staff_id}/households": GOVERNORS,
    "registry GET /v1/charge-coverage": WORKERS,
    "registry GET /v1/firms": WORKERS,
    "registry GET /v1/firms/{firm_id}": WORKERS,
    "registry PUT /v1/firms/{firm_id}": KEEPERS,
    "registry GET /v1/visited-counts": WORKERS,
    "registry PUT /v1/pictures/{picture_id}": STAFF,
    "registry GET /v1/pictures": STAFF,
    "registry GET /v1/pictures/{picture_id}/file": STAFF,
    "registry PUT /v1/service-items/{item_id}": GOVERNORS,
    "registry PUT /v1/appointments/{appointment_id}": KEEPERS,
    "registry POST /v1/residents/find": STAFF,
    "registry PUT /v1/household-moves/{move_id}": KEEPERS,
    "registry POST /v1/household-moves/{move_id}/undo": KEEPERS,
}

OPEN_PLACE_DOORS = {
    "registry GET /v1/public/grids",
    "registry POST /v1/public/grids/find",
    "registry GET /v1/organisation-tree",
    "registry GET /v1/organisations/{organisation_id}/editions",
    "registry GET /v1/organisations/{organisation_id}/successors",
    "registry GET /v1/organisations/{organisation_id}/counters",
}
