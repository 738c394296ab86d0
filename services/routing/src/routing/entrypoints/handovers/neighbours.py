"""What the directory tells of those with whom this agency deals."""

from typing import Any

from routing.adapters.handovers.neighbourhood import Neighbourhood
from routing.domain.agencies.directory import Agency, Directory
from routing.domain.handover.forms import Form


def told_of(hood: Neighbourhood, category: str, place: str) -> list[dict[str, Any]]:
    """Return each neighbour: its area, and what each takes of the other.

    With a category only the forms in which it is taken; `nearest` is whose area is the
    nearest around that place, nobody's without one.
    """
    found = map(hood.directory.find, hood.neighbours)
    nearest = hood.directory.answers_for(place) if place else None
    return [
        _told(each, hood, category) | {"nearest": each.agency_id == nearest}
        for each in found
        if each is not None
    ]


def _told(agency: Agency, hood: Neighbourhood, category: str) -> dict[str, Any]:
    there, here, directory = agency.agency_id, hood.me, hood.directory
    return {
        "agency": there,
        "name": agency.name,
        "level": agency.level,
        "division_code": directory.division_of(there),
        "takes": _forms(directory, there, here, category),
        "takes_categories": _categories(directory, there, here),
        "sends": _forms(directory, here, there, category),
        "sends_categories": _categories(directory, here, there),
    }


def _forms(
    directory: Directory, receiver: str, sender: str, category: str
) -> list[str]:
    return [
        each.value
        for each in Form
        if (
            directory.lets(receiver, sender, each, category)
            if category
            else directory.takes(receiver, sender, each)
        )
    ]


def _categories(directory: Directory, receiver: str, sender: str) -> list[str]:
    grant = directory.grant(receiver, sender)
    return list(grant.categories) if grant else []
