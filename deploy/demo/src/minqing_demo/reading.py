"""What became of the stories, read back from the services."""

from collections.abc import Iterator
from typing import Any

from minqing_chassis.rpc import RpcClient
from minqing_chassis.timeline import Step
from minqing_demo.cast import Person
from minqing_demo.stage import Matter, Stage
from minqing_kernel.messages import Role

SERVICES = ("intake", "routing", "notify")
UNDER_WAY = frozenset({"notice-waiting", "notice-sending"})
PAGE = 200


class Reading:
    """Asks every service what it did about a petition (RPC `timeline`)."""

    def __init__(self, stage: Stage, amqp_uri: str) -> None:
        self._stage = stage
        self._clients = {name: RpcClient(name, amqp_uri) for name in SERVICES}

    def close(self) -> None:
        """Let go of the connections."""
        for client in self._clients.values():
            client.close()

    def find(self, organisation: str, channel: str, title: str) -> Matter | None:
        """Return the petition of that title at that organisation's door, if any."""
        for row in self._worklist(organisation, channel):
            if row["title"] == title:
                return Matter(petition_id=row["petition_id"], receipt=row["receipt"])
        return None

    def steps(self, service: str, matter: Matter) -> list[Step]:
        """Return one service's own steps of a petition; raises RpcUnavailable."""
        found: list[Step] = self._clients[service].call(
            "timeline", petition_id=matter.petition_id
        )
        return found

    def story(self, matter: Matter) -> list[Step]:
        """Return the steps of all services in the order of time."""
        every = [step for name in SERVICES for step in self.steps(name, matter)]
        return sorted(every, key=lambda step: (step["at"], _turn(step)))

    def replies(self, matter: Matter) -> dict[int, str]:
        """Return the answers that were given, by the case's revision."""
        case = self._stage.ask("routing", "GET", f"/v1/cases/{matter.petition_id}")
        return {each["revision"]: each["reply"] for each in case["resolutions"]}

    def petition(self, matter: Matter, organisation: str) -> dict[str, Any]:
        """Return a petition as the organisation's own staff see it."""
        found: dict[str, Any] = self._stage.ask(
            "intake",
            "GET",
            f"/v1/petitions/{matter.receipt}",
            by=reader_at(organisation),
        )
        return found

    def is_at_rest(self, matter: Matter, organisation: str) -> bool:
        """Say whether it is closed, intake knows so, and every notice has gone."""
        if self.petition(matter, organisation)["state"] != "closed":
            return False
        told = self.steps("notify", matter)
        has_heard = any(step["detail"].get("of") == "closed" for step in told)
        return has_heard and not any(step["step"] in UNDER_WAY for step in told)

    def _worklist(self, organisation: str, channel: str) -> Iterator[dict[str, Any]]:
        query = {"organisation": organisation, "channel": channel, "limit": PAGE}
        while True:
            page = self._stage.ask(
                "intake",
                "GET",
                "/v1/petitions",
                by=reader_at(organisation),
                query=query,
            )
            yield from page["petitions"]
            if page["next_after"] is None:
                return
            query["after"] = page["next_after"]


def reader_at(organisation: str) -> Person:
    """Return somebody who may read what concerns that organisation."""
    return Person(id="demo-reader", role=Role.SUPERVISOR, organisation=organisation)


def _turn(step: Step) -> tuple[int, int]:
    """Order what happened at one moment: an answer comes before what it leads to."""
    if step["step"] == "follow-up-answered":
        return 0, step["revision"]
    return SERVICES.index(step["service"]), step["revision"]
