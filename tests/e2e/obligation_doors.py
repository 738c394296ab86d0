"""Who may knock at registry's doors to obligations, and to figures."""

STAFF = {"clerk", "handler", "supervisor"}
OVERSEERS = {"clerk", "supervisor"}

OBLIGATION_DOORS = {
    "registry GET /v1/my-obligations": STAFF,
    "registry GET /v1/my-tasks": STAFF,
    "registry PUT /v1/my-excuses/{rule}/{day}": STAFF,
    "registry GET /v1/obligations/missing": STAFF,
    "registry GET /v1/obligations/done": STAFF,
    "registry GET /v1/obligations/standings": OVERSEERS,
    "registry GET /v1/obligations/tasks": OVERSEERS,
    "registry GET /v1/obligations/history": OVERSEERS,
    "registry GET /v1/obligations/rules": STAFF | {"ops"},
    "registry GET /v1/obligations/calendar": STAFF | {"ops"},
    "registry GET /v1/obligation-tags/{tag}": {"supervisor", "ops"},
    "registry PUT /v1/obligation-tags/{tag}": {"supervisor", "ops"},
    "registry GET /v1/figures/{figure}": OVERSEERS,
    "registry GET /v1/figures/{figure}/rows": OVERSEERS,
    **{
        f"registry GET /v1/figures/{{figure}}/figure.{form}": OVERSEERS
        for form in ("xlsx", "csv", "json", "pdf")
    },
}
