"""A written answer (答复件) cites the document that it rests on (文号, B-16)."""

from routing.domain.dossier import Settled
from routing.domain.errors import ReferenceNeeded

REPLY = "reply"
"""答复件 among the kinds of case, in intake's words (B-03)."""


def cited(reply: str, given: str | None, settled: Settled) -> str:
    """Return an answer with its reference, which stands at its end unless within.

    `given` wins over what the clerk entered at acceptance. Raises ReferenceNeeded for a
    答复件 that has neither.
    """
    reference = given or settled.policy_ref
    if reference is None:
        if settled.case_kind == REPLY:
            raise ReferenceNeeded(fields={"policy_ref": "required"})
        return reply
    return reply if reference in reply else f"{reply}\n\n【依据】{reference}"
