"""From a row of the worklist's SELECT to what it shows: what a case waits for."""

from collections.abc import Mapping
from typing import Any

from routing.application.views import ListedCase
from routing.domain.lifecycle import CaseState

Document = Mapping[str, Any]


def listed_case(row: Mapping[Any, Any]) -> ListedCase:
    """Return one line of the list; its dossier tells whom it waits for."""
    said = {str(name): value for name, value in row.items()}
    dossier: Document = said.pop("dossier") or {}
    state = CaseState(said["state"])
    return ListedCase(
        **said,
        waits_on=_waits_on(state, dossier),
        stands=_stands(dossier) if state is CaseState.SUSPENDED else None,
    )


def _waits_on(state: CaseState, dossier: Document) -> str | None:
    """Return the unit that has to decide, else the one that still owes its part."""
    if state is CaseState.RETURN_PENDING:
        asked: list[Document] = dossier.get("returns") or []
        return asked[-1]["superior_id"] if asked else None
    if state is CaseState.ARBITRATION:
        ruling: Document = dossier.get("arbitration") or {}
        return ruling.get("arbiter_id")
    owed = (each for each in dossier.get("co_tasks") or [] if _is_open(each))
    return next((each["organisation_id"] for each in owed), None)


def _is_open(task: Document) -> bool:
    return task.get("answer") is None and task.get("waived") is None


def _stands(dossier: Document) -> str | None:
    pauses: list[Document] = dossier.get("suspensions") or []
    return pauses[-1]["ground"] if pauses else None
