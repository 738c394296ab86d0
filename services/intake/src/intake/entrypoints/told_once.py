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
    """Return the steps, of which the first alone says that it was accepted.

    A unit that gives a matter to one of its own people says nothing new to a
    petitioner: of assignments in a row that say the same the first stands.
    """
    found: list[dict[str, Any]] = []
    said = False
    for each in timeline:
        words = str(each["words"])
        if said and each["step"] == "assigned":
            words = words.removeprefix(ACCEPTED_FIRST[language])
        said = said or words.startswith(ACCEPTED_FIRST[language])
        step = each | {"words": words}
        if not (found and _same(found[-1], step)):
            found.append(step)
    return found


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    of = [(each["step"], each["words"]) for each in (one, other)]
    return of[0] == of[1] and one["step"] == "assigned"
