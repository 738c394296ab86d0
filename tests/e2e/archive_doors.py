"""Who may knock at registry's doors to the archive."""

STAFF = {"clerk", "handler", "supervisor"}
WORKERS = STAFF | {"ops"}

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
ARCHIVE_DOORS = {
    **FILE_DOORS,
    "registry GET /v1/sections": WORKERS,
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
}
