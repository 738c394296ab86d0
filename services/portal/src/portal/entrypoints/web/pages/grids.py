"""Which grid is mine, and who heads it (B-18): no address stays anywhere."""

from typing import Any

from flask import Response

from portal.adapters.remembered import Remembered
from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.entrypoints.web.page import Page, draw, draw_faults, form, words

LONGEST_ADDRESS = 200


class GridPages:
    """Finding one's grid."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._communities = Remembered(parts.registry.communities)

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path="/grid", view=self.ask, name="grid"),
            Page(
                path="/grid",
                view=self.find,
                name="grid-found",
                method="POST",
                again=self.ask_again,
            ),
        ]

    def ask(self) -> Response:
        """Ask where somebody lives."""
        return self._asked()

    def ask_again(self) -> Response:
        """Ask anew where the page was too old; what was typed stays."""
        return self._asked({"community": "fault.old-page"})

    def find(self) -> Response:
        """Show the grids of an address, or of the whole community."""
        said = form()
        community, address = said.get("community", ""), said.get("address", "").strip()
        if community not in self._known():
            return self._asked({"community": "fault.grid.community"})
        if len(address) > LONGEST_ADDRESS:
            return self._asked({"address": "fault.grid.long"})
        try:
            told = self._parts.registry.grids(community, address, words().language)
        except (Away, Refused):
            return self._asked({"community": "fault.grid.away"})
        return draw("grid.html", **self._shown(), told=told, address=address)

    def _asked(self, faults: dict[str, str] | None = None) -> Response:
        if faults:
            return draw_faults("grid.html", faults, **self._shown(), told=None)
        return draw("grid.html", **self._shown(), told=None)

    def _shown(self) -> dict[str, Any]:
        return {"said": form(), "communities": self._known()}

    def _known(self) -> dict[str, str]:
        told = self._communities.get(words().language)
        listed = told.answer["communities"] if told else []
        return {each["id"]: each["name"] for each in listed}
