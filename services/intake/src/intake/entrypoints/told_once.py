"""A timeline says once what several of its steps begin with."""

from typing import Any, Final

from intake.entrypoints.public_words import Words

ACCEPTED_FIRST: Final[Words] = {
    "zh-CN": "已受理。",
    "zh-TW": "已受理。",
    "en": "Accepted. ",
}
"""How an acceptance and an assignment both begin: in a timeline it is said once."""


def said_once(timeline: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """Return the steps, of which the first alone says that it was accepted."""
    found, said = [], False
    for each in timeline:
        words = str(each["words"])
        if said and each["step"] == "assigned":
            words = words.removeprefix(ACCEPTED_FIRST[language])
        said = said or words.startswith(ACCEPTED_FIRST[language])
        found.append(each | {"words": words})
    return found
