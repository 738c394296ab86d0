"""What a document repeats of its case: taken from the case, never from the clerk."""

from collections.abc import Mapping
from dataclasses import replace

from minqing_kernel.working_time import local_day
from routing.domain.case import Case
from routing.domain.documents.document import Wording
from routing.domain.documents.errors import NoExtensionGranted
from routing.domain.documents.layout import DocumentKind
from routing.domain.local_days import chinese_date
from routing.domain.organisation import OrganisationTree


def completed(wording: Wording, case: Case, units: OrganisationTree) -> Wording:
    """Return the wording with all that the case itself knows.

    Raises NoExtensionGranted for a notice of more time that nobody gave (条例第34条).
    """
    if wording.kind is not DocumentKind.EXTENSION:
        return wording
    return replace(wording, parts={**wording.parts, **_of_extension(case, units)})


def _of_extension(case: Case, units: OrganisationTree) -> Mapping[str, str]:
    given = case.dossier.extension
    if not (given and given.decided and given.due_at and given.previous_due_at):
        raise NoExtensionGranted
    return {
        "previous_due_on": chinese_date(local_day(given.previous_due_at)),
        "new_due_on": chinese_date(local_day(given.due_at)),
        "reason": given.reason,
        "approved_by": _head_of(case, units),
    }


def _head_of(case: Case, units: OrganisationTree) -> str:
    """Return who granted it as a petitioner reads it: whose head, not which account."""
    unit = units.find(case.organisation_id or "")
    return f"{unit.name}负责人" if unit else "承办单位负责人"
