"""Who may knock at the doors of routing's rooms."""

STAFF = {"clerk", "handler", "supervisor"}
DECIDERS = {"clerk", "supervisor"}
HANDLERS = {"handler", "supervisor"}
GOVERNORS = {"supervisor", "ops"}
WORKERS = STAFF | {"ops"}

ROOM_DOORS = {
    "routing GET /v1/cases/{case}/documents": WORKERS,
    "routing POST /v1/cases/{case}/documents": STAFF,
    "routing GET /v1/cases/{case}/documents/{document}": STAFF,
    "routing GET /v1/petitions/{petition}/documents": WORKERS,
    "routing GET /v1/petitions/{petition}/documents/{document}": STAFF,
    "routing GET /v1/organs/{organisation}": WORKERS,
    "routing PUT /v1/organs/{organisation}": GOVERNORS,
    "routing GET /v1/cases/{case}/review": WORKERS,
    "routing POST /v1/cases/{case}/review/ask": DECIDERS,
    "routing POST /v1/cases/{case}/review/answer": STAFF,
    "routing POST /v1/cases/{case}/review/open-hearing": STAFF,
    "routing POST /v1/cases/{case}/review/close-hearing": STAFF,
    "routing POST /v1/cases/{case}/review/turn-away": DECIDERS,
    "routing GET /v1/cases/{case}/mediations": WORKERS,
    "routing POST /v1/cases/{case}/mediations": HANDLERS,
    "routing POST /v1/cases/{case}/mediations/{mediation}/sessions": HANDLERS,
    "routing POST /v1/cases/{case}/mediations/{mediation}/expertises": HANDLERS,
    "routing POST /v1/cases/{case}/mediations/{mediation}/agreement": HANDLERS,
    "routing POST /v1/cases/{case}/mediations/{mediation}/performance": HANDLERS,
    "routing POST /v1/cases/{case}/mediations/{mediation}/satisfaction": HANDLERS,
    "routing POST /v1/cases/{case}/mediations/{mediation}/close": HANDLERS,
    "routing POST /v1/cases/{case}/mediations/{mediation}/ask-check": HANDLERS,
    "routing POST /v1/cases/{case}/mediations/{mediation}/check": {"supervisor"},
    "routing POST /v1/cases/{case}/mediations/{mediation}/refer": HANDLERS,
    "routing POST /v1/cases/{case}/mediations/{mediation}/give-up": HANDLERS,
    "routing GET /v1/cases/{case}/hazards": WORKERS,
    "routing POST /v1/cases/{case}/hazards": STAFF,
    "routing GET /v1/projects": WORKERS,
    "routing GET /v1/projects/{project}": WORKERS,
    "routing GET /v1/project-suggestions": WORKERS,
    "routing POST /v1/projects": STAFF,
    "routing POST /v1/projects/{project}/cases": STAFF,
    "routing POST /v1/projects/{project}/inventory": STAFF,
    "routing POST /v1/projects/{project}/budget": STAFF,
    "routing POST /v1/projects/{project}/progress": STAFF,
    "routing POST /v1/projects/{project}/end": STAFF,
}
