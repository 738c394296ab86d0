"""Who may knock at registry's doors to ledgers, and at which nobody is asked."""

STAFF = {"clerk", "handler", "supervisor"}
OVERSEERS = {"clerk", "supervisor"}
HEADS = {"supervisor"}

LEDGER_DOORS = {
    "registry PUT /v1/ledger-items/{item_id}": STAFF,
    "registry PUT /v1/ledger-items/{item_id}/steps/{step_id}": STAFF,
    "registry GET /v1/ledger-items/{item_id}": STAFF,
    "registry GET /v1/ledger-items/{item_id}/full": STAFF,
    "registry GET /v1/ledger-items/{item_id}/history": STAFF,
    "registry GET /v1/ledger-items": STAFF,
    "registry GET /v1/ledger-matters": STAFF,
    "registry GET /v1/ledgers": STAFF,
    "registry GET /v1/ledger-figures": OVERSEERS,
    "registry GET /v1/ledger-tiles": OVERSEERS,
    "registry GET /v1/ledgers/{ledger}/items.xlsx": OVERSEERS,
    "registry GET /v1/ledgers/{ledger}/items.csv": OVERSEERS,
    "registry GET /v1/ledgers/{ledger}/items.json": OVERSEERS,
    "registry GET /v1/ledgers/{ledger}/items.pdf": OVERSEERS,
    "registry PUT /v1/publications/{publication_id}": STAFF,
    "registry GET /v1/publications/{publication_id}": STAFF,
    "registry GET /v1/publications": STAFF,
    "registry POST /v1/publications/{publication_id}/decision": HEADS,
    "registry POST /v1/publications/{publication_id}/withdrawal": OVERSEERS,
    "registry PUT /v1/ledger-meetings/{meeting_id}": OVERSEERS,
    "registry GET /v1/ledger-meetings/{meeting_id}/full": OVERSEERS,
    "registry GET /v1/ledger-meetings/{meeting_id}/public-version": OVERSEERS,
    "registry POST /v1/ledger-sheets": OVERSEERS,
    "registry GET /v1/ledger-sheets/{sheet_id}": OVERSEERS,
    "registry GET /v1/ledger-sheets/{sheet_id}/sheet.json": OVERSEERS,
    "registry GET /v1/ledger-sheets/{sheet_id}/sheet.xlsx": OVERSEERS,
    "registry GET /v1/ledger-sheets/{sheet_id}/sheet.pdf": OVERSEERS,
}
OPEN_LEDGER_DOORS = {
    "registry GET /v1/public/ledger",
    "registry GET /v1/public/ledger/feed",
    "registry GET /v1/public/ledger/choices",
    "registry GET /v1/public/ledger/{public_id}",
}
