"""The file channel: one file for each notice; writing it twice leaves one."""

import contextlib
import json
import os
from pathlib import Path

from notify.application.ports import ChannelAway, Contact, Message
from notify.domain.sending.means import Means

READABLE_BY_OWNER = 0o600
FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
UNBOUNDED = 1_000_000


class FileChannel:
    """Writes `<folder>/<end of the key>/<key>.json`, whole or not at all."""

    name = "file"
    means = Means.FILE
    keyed = True
    bare = False
    window = UNBOUNDED

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def reaches(self, contact: Contact) -> bool:
        """Say whether there is anything to address the file to."""
        return bool(contact.email or contact.telephone)

    def send(self, message: Message) -> None:
        """Put the message in its file; one that is there is written anew."""
        try:
            self._write(self.path_of(message), _document(message))
        except OSError as error:
            raise ChannelAway(f"the folder takes no file: {error.strerror}") from error

    def rest(self) -> None:
        """Hold nothing open."""

    def path_of(self, message: Message) -> str:
        """Return where a message goes."""
        key = str(message.key)
        return f"{self._folder}/{key[-2:]}/{key}.json"

    @staticmethod
    def _write(path: str, document: bytes) -> None:
        """Write a draft, then put it in its place: nobody ever sees half a file.

        The draft has one name: what a killed sender left of it, the next one finishes.
        The sender's hot path: plain calls of the system, a third of pathlib's time.
        """
        draft = f"{path}.draft"
        try:
            number = os.open(draft, FLAGS, READABLE_BY_OWNER)
        except FileNotFoundError:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            number = os.open(draft, FLAGS, READABLE_BY_OWNER)
        try:
            _write_all(number, document)
            os.replace(draft, path)  # noqa: PTH105
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(draft)  # noqa: PTH108
            raise


def _write_all(number: int, document: bytes) -> None:
    try:
        while document:
            document = document[os.write(number, document) :]
    finally:
        os.close(number)


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
    ).encode("utf-8", "replace")
