"""Picking a place at the second step: the community, then one of its buildings.

Names that registry tells everybody, of grids and what they cover; free text stays.
"""

from dataclasses import dataclass
from typing import Any

from portal.adapters.remembered import Remembered
from portal.bootstrap import Parts
from portal.domain.telling import placed
from portal.entrypoints.web.page import form

PLAIN = "zh-CN"
"""Registry tells names in one language."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """The buildings of a community that was picked; none where none is on file."""

    community: str
    buildings: list[str]


class Picker:
    """Knows the communities and their buildings, as far as registry told them."""

    def __init__(self, parts: Parts) -> None:
        registry = parts.registry
        self._communities = Remembered(registry.communities)
        self._grids = Remembered(lambda each: registry.grids(each, "", PLAIN))

    def communities(self) -> dict[str, str]:
        """Return what each is called, by id; none while nobody can say."""
        told = self._communities.get(PLAIN)
        listed = told.answer["communities"] if told else []
        return {each["id"]: each["name"] for each in listed}

    def listed(self) -> Listed | None:
        """Return the buildings, where a form asks for those of another community.

        The same button pressed again, as the key Enter does, goes on instead.
        """
        said = form()
        community = said.get("community", "")
        if "pick" not in said or said.get("listed") == community:
            return None
        if community not in self.communities():
            return None
        return Listed(community=community, buildings=self._buildings(community))

    def said(self) -> dict[str, str]:
        """Return the form with what was picked in its place."""
        said = form()
        building = said.get("building", "").strip()
        if not building:
            return said
        community = self.communities().get(said.get("community", ""), "")
        return said | {"place": placed(said.get("place", ""), building, community)}

    def _buildings(self, community: str) -> list[str]:
        told = self._grids.get(community)
        grids: list[dict[str, Any]] = told.answer["grids"] if told else []
        return sorted({name for each in grids for name in each["covers"]})
