"""Registry's doors as the desk goes through them: homes, visits, duties."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from portal.adapters import house_replies as replies
from portal.adapters import visit_replies
from portal.adapters.desk_doors import Asker, StaffDoor

ROWS: Final = 25
TIMELINE: Final = 20


class HouseDoor:
    """Finding people, and the file of a household (一户一档)."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def find(self, asker: Asker, text: str) -> dict[str, Any]:
        """Find people by name, pinyin or address; the look is written down there."""
        said = {"text": text}
        return self._door.ask("/v1/residents/find", asker, said, replies.FoundReply)

    def file(self, asker: Asker, household: UUID, on: str = "") -> dict[str, Any]:
        """Return a household's file, masked; as it stood at the end of a day."""
        query = {"on": on} if on else {}
        path = _home(household, "/file")
        return self._door.read(path, asker, replies.FileReply, query)

    def whole(self, asker: Asker, household: UUID, purpose: str) -> dict[str, Any]:
        """Return it whole, for a purpose; the look is written down first."""
        path, query = _home(household, "/file/full"), {"purpose": purpose}
        return self._door.read(path, asker, replies.FileReply, query)

    def sheet(self, asker: Asker, household: UUID, purpose: str = "") -> bytes:
        """Return its sheet as a PDF: masked, or whole for a purpose."""
        query = {"purpose": purpose} if purpose else {}
        return self._door.paper(_home(household, "/file/sheet"), asker, query)

    def section(
        self, asker: Asker, subject: str, subject_id: UUID, section: str, purpose: str
    ) -> dict[str, Any]:
        """Return one section whole, for a purpose; the look is written down first."""
        path = f"/v1/{subject}s/{subject_id}/sections/{section}/full"
        query = {"purpose": purpose}
        return self._door.read(path, asker, replies.SectionReply, query)

    def asked(self, asker: Asker, day: date) -> list[dict[str, Any]]:
        """Return the edition of every section that is in force on a day."""
        query = {"on": day.isoformat()}
        told = self._door.read("/v1/sections", asker, replies.EditionsReply, query)
        found: list[dict[str, Any]] = told["items"]
        return found

    def editions(self, asker: Asker, section: str) -> list[dict[str, Any]]:
        """Return all editions of a section, the oldest first; Refused 404 for none."""
        path = f"/v1/sections/{section}"
        found: list[dict[str, Any]]
        found = self._door.read(path, asker, replies.EditionsReply)["items"]
        return found

    def write(
        self,
        asker: Asker,
        subject: str,
        subject_id: UUID,
        section: str,
        values: Mapping[str, Any],
        seen: int,
    ) -> None:
        """Write into a section, on top of what was seen; Refused 409 if it moved on."""
        path = f"/v1/{subject}s/{subject_id}/sections/{section}"
        said = {"values": values}
        self._door.write(path, asker, said, "", revision=seen, method="PATCH")

    def visits(self, asker: Asker, household: UUID) -> list[dict[str, Any]]:
        """Return the newest visits of a home, of whichever level."""
        told = self._door.read(
            _home(household, "/visits"),
            asker,
            visit_replies.HomeVisitsReply,
            {"limit": TIMELINE},
        )
        found: list[dict[str, Any]] = told["items"]
        return found


class VisitDoor:
    """Writing visits down, and what they found."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def kinds(self, asker: Asker) -> list[dict[str, Any]]:
        """Return the kinds in force."""
        found: list[dict[str, Any]] = self.rules(asker)["items"]
        return found

    def rules(self, asker: Asker) -> dict[str, Any]:
        """Return the kinds in force, and of whom all five items are told (C-08)."""
        return self._door.read("/v1/visit-kinds", asker, visit_replies.KindsReply)

    def firms(self, asker: Asker, **query: str | int) -> dict[str, Any]:
        """Return a page of the firms of the asker's unit and below."""
        place = asker.who.organisation_id
        wanted = {"organisation": place, "limit": ROWS, **query}
        return self._door.read("/v1/firms", asker, visit_replies.FirmsReply, wanted)

    def firm(self, asker: Asker, firm: UUID) -> dict[str, Any]:
        """Return a firm."""
        return self._door.read(f"/v1/firms/{firm}", asker, visit_replies.FirmReply)

    def mine(self, asker: Asker, **query: str | int) -> dict[str, Any]:
        """Return a page of one's own visits, masked."""
        wanted = {"limit": ROWS, **query}
        return self._door.read(
            "/v1/my-visits", asker, visit_replies.VisitsReply, wanted
        )

    def gaps(self, asker: Asker) -> dict[str, Any]:
        """Return what leads nowhere yet in the asker's unit and below."""
        query = {"organisation": asker.who.organisation_id}
        return self._door.read("/v1/visit-gaps", asker, visit_replies.GapsReply, query)

    def visit(self, asker: Asker, visit: UUID) -> dict[str, Any]:
        """Return a visit, masked."""
        return self._door.read(f"/v1/visits/{visit}", asker, visit_replies.VisitReply)

    def whole(self, asker: Asker, visit: UUID, purpose: str) -> dict[str, Any]:
        """Return a visit with its words, for a purpose; written down first."""
        path, query = f"/v1/visits/{visit}/full", {"purpose": purpose}
        return self._door.read(path, asker, visit_replies.FullVisitReply, query)

    def findings(self, asker: Asker, visit: UUID) -> list[dict[str, Any]]:
        """Return what a visit found, and where it stands."""
        path = f"/v1/visits/{visit}/findings"
        told = self._door.read(path, asker, visit_replies.FindingsReply)
        found: list[dict[str, Any]] = told["items"]
        return found

    def record(self, asker: Asker, visit: UUID, said: Mapping[str, Any]) -> None:
        """Write a visit down; the same one twice is one."""
        self._door.write(f"/v1/visits/{visit}", asker, said, "", method="PUT")

    def note(
        self, asker: Asker, visit: UUID, finding: UUID, said: Mapping[str, Any]
    ) -> None:
        """Write down what it found; the same one twice is one."""
        path = f"/v1/visits/{visit}/findings/{finding}"
        self._door.write(path, asker, said, "", method="PUT")

    def close(self, asker: Asker, visit: UUID, family: str) -> None:
        """Close a visit, or be told all that is lacking."""
        path = f"/v1/visits/{visit}/close"
        self._door.write(path, asker, {"family": family}, "")


class DutyDoor:
    """Obligations: where one stands, who is behind, who is missing."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def mine(self, asker: Asker, **query: str) -> list[dict[str, Any]]:
        """Return where one stands oneself, the worst first."""
        found: list[dict[str, Any]]
        found = self._standings("/v1/my-obligations", asker, query)["items"]
        return found

    def tasks(self, asker: Asker, since: str, until: str) -> list[dict[str, Any]]:
        """Return what is due for oneself in a span, by day."""
        query = {"since": since, "until": until}
        found: list[dict[str, Any]]
        found = self._standings("/v1/my-tasks", asker, query)["items"]
        return found

    def standings(self, asker: Asker, **query: str | int) -> dict[str, Any]:
        """Return a page of where a place's staff stand, the worst first."""
        wanted = {"organisation": asker.who.organisation_id, "limit": ROWS, **query}
        return self._standings("/v1/obligations/standings", asker, wanted)

    def missing(
        self, asker: Asker, rule: str, bearer: str, **query: str
    ) -> dict[str, Any]:
        """Return a page of who is missing for somebody, masked."""
        wanted = {"rule": rule, "bearer": bearer, "limit": ROWS, **query}
        path = "/v1/obligations/missing"
        return self._door.read(path, asker, replies.MissingReply, wanted)

    def history(self, asker: Asker, rule: str) -> list[dict[str, Any]]:
        """Return the last periods of a rule in the asker's place."""
        return self._ended(asker, rule=rule)

    def last_periods(self, asker: Asker, unit: str = "") -> list[dict[str, Any]]:
        """Return the last period of every rule in a unit, else in the asker's own."""
        own = {"organisation": unit} if unit else {}
        return self._ended(asker, periods=1, **own)

    def _ended(self, asker: Asker, **query: str | int) -> list[dict[str, Any]]:
        wanted = {"organisation": asker.who.organisation_id, **query}
        path = "/v1/obligations/history"
        told = self._door.read(path, asker, replies.HistoryReply, wanted)
        found: list[dict[str, Any]] = told["items"]
        return found

    def rules(self, asker: Asker) -> list[dict[str, Any]]:
        """Return the rules in force."""
        told = self._door.read("/v1/obligations/rules", asker, replies.RulesReply)
        found: list[dict[str, Any]] = told["items"]
        return found

    def _standings(
        self, path: str, asker: Asker, query: Mapping[str, Any]
    ) -> dict[str, Any]:
        return self._door.read(path, asker, replies.StandingsReply, query)


def _home(household: UUID, of: str) -> str:
    return f"/v1/households/{household}{of}"
