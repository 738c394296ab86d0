"""How a matter is kept until intake has it: sealed, under a provisional number."""

import json
import os
from uuid import UUID

from portal.application.commands import KeepMatter
from portal.bootstrap import Parts
from portal.domain import numbers
from portal.entrypoints.web.page import words


def keep_command(
    parts: Parts, matter_id: UUID, body: bytes, link_id: UUID | None = None
) -> KeepMatter:
    """Return the command that keeps intake's form of a matter."""
    now = parts.clock.now()
    here = now.astimezone(parts.settings.time_zone)
    number = numbers.write_number(here, os.urandom(numbers.NUMBER_LENGTH))
    code = numbers.write_code(os.urandom(numbers.CODE_LENGTH))
    kept = {"body": body.decode(), "language": words().language, "code": code}
    return KeepMatter(
        matter_id=matter_id,
        number=number,
        code_print=print_of(parts, number, code),
        sealed=parts.sealer.seal(kept, str(matter_id)),
        at=now,
        link_id=link_id,
    )


def print_of(parts: Parts, number: str, code: str) -> str:
    """Return the fingerprint by which a provisional number is opened."""
    return parts.sealer.blind_index(
        json.dumps([number, numbers.read_code(code)]), "portal.code"
    )
