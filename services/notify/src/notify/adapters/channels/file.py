"""The file channel: one file for each notice; writing it twice leaves one."""

import contextlib
import json
import os
from pathlib import Path

from notify.application.ports import ChannelAway, Contact, Message

READABLE_BY_OWNER = 0o600
UNBOUNDED = 1_000_000


class FileChannel:
    """Writes `<folder>/<end of the key>/<key>.json`, whole or not at all."""

    name = "file"
    window = UNBOUNDED

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def reaches(self, contact: Contact) -> bool:
        """Say whether there is anything to address the file to."""
        return bool(contact.email or contact.telephone)

    def send(self, message: Message) -> None:
        """Put the message in its file, unless it is there already."""
        path = self.path_of(message)
        if path.exists():
            return
        try:
            self._write(path, _document(message))
        except OSError as error:
            raise ChannelAway(f"the folder takes no file: {error.strerror}") from error

    def rest(self) -> None:
        """Hold nothing open."""

    def path_of(self, message: Message) -> Path:
        """Return where a message goes."""
        return self._folder / message.key.hex[-2:] / f"{message.key}.json"

    @staticmethod
    def _write(path: Path, document: bytes) -> None:
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        try:
            number = os.open(draft, flags, READABLE_BY_OWNER)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            number = os.open(draft, flags, READABLE_BY_OWNER)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(document)
            draft.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                draft.unlink()
            raise


def _document(message: Message) -> bytes:
    return json.dumps(
        {
            "key": str(message.key),
            "correlation_id": str(message.correlation_id),
            "to": {
                "name": message.to.name,
                "email": message.to.email,
                "telephone": message.to.telephone,
            },
            "language": message.language,
            "subject": message.subject,
            "body": message.body,
        },
        ensure_ascii=False,
        indent=1,
    ).encode("utf-8", "replace")
