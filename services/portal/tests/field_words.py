"""The words that the field pages put together, and those that their scripts say."""

import re
from pathlib import Path

import portal.entrypoints.web as web

STATIC = Path(web.__file__).parent / "static"
SCRIPTS = "\n".join(each.read_text("utf-8") for each in STATIC.glob("field*.js"))
SAID = re.compile(r"\bsay\((?:me \? )?'([a-z-]+)'")
FAULTS = ("kind", "held_at", "diary", "text", "outcome", "how", "family", "photo")
ENDED = ("sent", "ready", "away", "signed-out", "not-yours", "other")
TONES = ("got", "got-waiting", "needs-you", "draft", "going", "to-send")
REASONS = (
    *("held_at", "kind", "diary", "subjects", "text", "how", "photos"),
    *("picture-refused", "picture-missing", "out-of-reach"),
    "household-unknown",
    *("visit-not-yours", "visit-forgotten"),
)
"""What registry names when it does not take something."""


def composed():
    """Every word of the field pages that no template names whole."""
    return {
        *(f"field.fault.{each}" for each in FAULTS),
        *(f"field.family.{each}" for each in ("confirmed", "unasked", "later")),
        *(f"field.say.{each}" for each in SAID.findall(SCRIPTS)),
        *(f"field.say.ended-{each}" for each in ENDED),
        *(f"field.say.{each}" for each in TONES),
        *(f"field.say.no-{each}" for each in REASONS),
        "field.say.locked",
        "field.say.pack-none",
    }
