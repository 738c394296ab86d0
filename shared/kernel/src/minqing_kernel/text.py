"""Text as it really arrives: what can be stored, and what only looks like text."""

import re
import unicodedata

from minqing_kernel.errors import Invalid

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Unreadable(Invalid):
    """The text holds characters that cannot be stored."""

    code = "unreadable-text"


def clean(text: str, *, field: str = "text") -> str:
    """Return `text` composed (NFC) and stripped; refuse NUL and broken surrogates.

    The words stay as they were typed: nothing is converted, nothing is shortened.
    """
    if UNSTORABLE.search(text):
        raise Unreadable(fields={field: "unreadable"})
    return unicodedata.normalize("NFC", text).strip()
