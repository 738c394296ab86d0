"""What may be asked about one's data; faults are keys of texts."""

from collections.abc import Mapping
from typing import Any, Final

KINDS: Final = ("correction", "deletion")
CONTACT: Final = ("name", "telephone", "email", "identity", "address")
FILE: Final = "file"
PARTS: Final = (*CONTACT, FILE)
CHECKED: Final = ("called-back", "in-person", "not-yet")
LONGEST_STATEMENT: Final = 1_000
LONGEST_REASON: Final = 500


def asked_of(kind: str, said: Mapping[str, str]) -> tuple[dict[str, Any], str]:
    """Return what a form asks intake for, and the key of what is wrong, if anything."""
    values = {part: said.get(f"new-{part}", "").strip() for part in CONTACT}
    values = {part: words for part, words in values.items() if words}
    ticked = [part for part in PARTS if said.get(f"part-{part}")]
    corrects = kind == KINDS[0]
    body = {
        "kind": kind,
        "parts": list(values) if corrects else ticked,
        "values": values if corrects else {},
        "statement": said.get("statement", "").replace("\r\n", "\n").strip(),
    }
    if not body["parts"]:
        return body, f"fault.data.{kind}"
    too_long = len(body["statement"]) > LONGEST_STATEMENT
    return body, "fault.data.long" if too_long else ""
