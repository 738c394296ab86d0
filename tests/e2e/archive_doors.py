"""Who may knock at registry's doors to the archive."""

STAFF = {"clerk", "handler", "supervisor"}
WORKERS = STAFF | {"ops"}
GOVERNORS = {"supervisor", "ops"}

FILE_DOORS = {
    f"registry {method} /v1/{files}/sections{rest}": roles
    for files in ("residents/{resident_id}", "households/{household_id}")
    for method, rest, roles in (
        ("GET", "", STAFF),
        ("GET", "/{section}/full", STAFF),
        ("GET", "/{section}/edits", STAFF),
        ("PATCH", "/{section}", WORKERS),
    )
}
KEEPERS = {"clerk", "supervisor", "ops"}
DECIDERS = {"clerk", "supervisor"}
ONE = "/v1/residents/{resident_id}"
LIFE_DOORS = {
    f"registry PUT {ONE}/departure": KEEPERS,
    f"registry POST {ONE}/return": KEEPERS,
    f"registry POST {ONE}/death/undo": KEEPERS,
    f"registry POST {ONE}/departure/undo": KEEPERS,
    "registry PUT /v1/households/{household_id}/head": KEEPERS,
    "registry GET /v1/my-people": STAFF,
}
RIGHTS_DOORS = {
    "registry PUT /v1/own/requests/{request_id}": {"resident"},
    "registry GET /v1/own/requests": {"resident"},
    "registry GET /v1/own/children/{child_id}/file": {"resident"},
    "registry GET /v1/rights-requests": DECIDERS,
    "registry GET /v1/rights-requests/{request_id}/full": DECIDERS,
    "registry POST /v1/rights-requests/{request_id}/decision": DECIDERS,
    "registry POST /v1/rights-requests/{request_id}/settlement": DECIDERS,
    "registry GET /v1/rights-requests/{request_id}": DECIDERS,
    f"registry GET {ONE}/guardians": STAFF,
    f"registry PUT {ONE}/guardians/{{guardian_id}}": DECIDERS,
}
TABLE_DOORS = {
    "registry GET /v1/import-templates": KEEPERS,
    "registry GET /v1/import-templates/{kind}.xlsx": KEEPERS,
    "registry GET /v1/import-templates/{kind}.csv": KEEPERS,
    "registry POST /v1/imports": KEEPERS,
    "registry GET /v1/imports": KEEPERS,
    "registry GET /v1/imports/{batch_id}": KEEPERS,
    "registry GET /v1/imports/{batch_id}/faults": KEEPERS,
    "registry GET /v1/imports/{batch_id}/faults.csv": KEEPERS,
    "registry GET /v1/imports/{batch_id}/kept": KEEPERS,
    "registry POST /v1/imports/{batch_id}/undo": KEEPERS,
    "registry POST /v1/imports/{batch_id}/go-on": KEEPERS,
    "registry GET /v1/exports": WORKERS,
    "registry GET /v1/exports/{kind}.xlsx": WORKERS,
    "registry GET /v1/exports/{kind}.csv": WORKERS,
    "registry GET /v1/exports/{kind}.json": WORKERS,
    "registry GET /v1/exports/{kind}.pdf": WORKERS,
}
ARCHIVE_DOORS = {
    **FILE_DOORS,
    "registry GET /v1/sections": WORKERS,
    "registry GET /v1/section-use": GOVERNORS,
    "registry GET /v1/sections/{section}/volume": STAFF,
    "registry GET /v1/sections/{section}": WORKERS,
    "registry PUT /v1/sections/{section}": {"ops"},
    "registry GET /v1/residents/{resident_id}/petitions": STAFF,
    "registry PUT /v1/residents/{resident_id}/petitions/{petition_id}": WORKERS,
    "registry DELETE /v1/residents/{resident_id}/petitions/{petition_id}": WORKERS,
    "registry GET /v1/households/{household_id}/file": STAFF,
    "registry GET /v1/households/{household_id}/file/full": STAFF,
    "registry GET /v1/households/{household_id}/file/sheet": STAFF,
    "registry GET /v1/households/{household_id}/tenancies": STAFF,
    "registry PUT /v1/households/{household_id}/tenancies/{tenancy_id}": WORKERS,
    "registry GET /v1/organisations/{organisation_id}/population": STAFF,
    "registry GET /v1/own/file": {"resident"},
    **LIFE_DOORS,
    **RIGHTS_DOORS,
    **TABLE_DOORS,
}
