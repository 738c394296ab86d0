"""What a document repeats of its case: taken from the case, never from the clerk."""

from collections.abc import Mapping
from dataclasses import replace

from minqing_kernel.working_time import local_day
from routing.domain.case import Case
from routing.domain.documents.document import Wording
from routing.domain.documents.errors import NoExtensionGranted
from routing.domain.documents.layout import DocumentKind
from routing.domain.local_days import chinese_date


def completed(wording: Wording, case: Case) -> Wording:
    """Return the wording with all that the case itself knows.

    Raises NoExtensionGranted for a notice of more time that nobody gave (条例第34条).
    """
    if wording.kind is not DocumentKind.EXTENSION:
        return wording
    return replace(wording, parts={**wording.parts, **_of_extension(case)})


def _of_extension(case: Case) -> Mapping[str, str]:
    given = case.dossier.extension
    if not (given and given.decided and given.due_at and given.previous_due_at):
        raise NoExtensionGranted
    return {
        "previous_due_on": chinese_date(local_day(given.previous_due_at)),
        "new_due_on": chinese_date(local_day(given.due_at)),
        "reason": given.reason,
        "approved_by": f"工号 {given.decided.by}",
    }
