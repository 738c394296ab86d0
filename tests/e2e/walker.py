"""Takes petitions through the agency by its doors, and waits for what follows."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from minqing_demo.cast import Person
from minqing_demo.doors import Answer
from minqing_demo.stage import Matter, Stage
from tests.e2e.town import CATEGORY, PLACE, Town

TEXT = "楼下的路灯坏了一个星期，晚上看不见路。"


class Walker:
    """One test's way with petitions of its own."""

    def __init__(self, stage: Stage, town: Town) -> None:
        self.stage = stage
        self.town = town

    # -- what people do ------------------------------------------------------------

    def submit(self, *, key: str | None = None, **said: Any) -> Matter:
        """Submit by the web, as the public does; with category and place by default."""
        body = {
            "text": TEXT,
            "category": CATEGORY,
            "division_code": PLACE,
            "contact": {"name": "林一", "email": "lin@example.org"},
        }
        body = {name: each for name, each in (body | said).items() if each is not None}
        told = self.stage.ask(
            "intake", "POST", "/v1/petitions", by=None, key=key, body=body
        )
        return self.matter(told)

    @staticmethod
    def matter(told: dict[str, Any]) -> Matter:
        """Return the petition of a receipt as the door gave it."""
        return Matter(
            petition_id=told["petition_id"],
            receipt=told["receipt"],
            code=told["tracking_code"],
        )

    def act(
        self,
        matter: Matter,
        verb: str,
        by: Person,
        **body: Any,
    ) -> dict[str, Any]:
        """Do something to the case that must succeed; return where it stands."""
        standing: dict[str, Any] = self.stage.ask(
            "routing",
            "POST",
            f"/v1/cases/{matter.petition_id}/{verb}",
            by=by,
            key=str(uuid4()),
            body=body or None,
        )
        return standing

    def resolve(self, matter: Matter, reply: str = "已修好。") -> dict[str, Any]:
        """Begin and answer, by the community's handler; wait for the question."""
        self.act(matter, "start", self.town.handler)
        standing = self.act(
            matter, "resolve", self.town.handler, outcome="resolved", reply=reply
        )
        self.wait_until_asked(matter, standing["revision"])
        return standing

    def call_back(
        self, matter: Matter, *, solved: bool | None, satisfied: bool | None
    ) -> None:
        """Write down what the petitioner said on the telephone."""
        body = {"solved": solved, "satisfied": satisfied, "reason": "电话回访"}
        path = f"/v1/follow-ups/{matter.petition_id}/answer"
        self.stage.ask("notify", "POST", path, by=self.town.clerk, body=body)

    # -- what is to be seen ----------------------------------------------------------

    def status(self, matter: Matter) -> dict[str, Any]:
        """Return what the petitioner sees with receipt and code."""
        path = f"/v1/petitions/{matter.receipt}"
        found: dict[str, Any] = self.stage.ask(
            "intake", "GET", path, by=None, query={"code": matter.code}
        )
        return found

    def case(self, matter: Matter) -> Answer:
        """Return what routing's door says of the case to the operator."""
        return self.stage.send("routing", "GET", f"/v1/cases/{matter.petition_id}")

    def notices(self, matter: Matter) -> list[dict[str, Any]]:
        """Return every notice about a petition."""
        listed = self.stage.ask(
            "notify",
            "GET",
            "/v1/notices",
            query={"petition": matter.petition_id, "limit": 200},
        )
        found: list[dict[str, Any]] = listed["notices"]
        return found

    def letter(self, notice: dict[str, Any]) -> dict[str, Any]:
        """Return the letter that the file channel made of a notice."""
        name = notice["notice_id"]
        file = self.stage.mail / name[-2:] / f"{name}.json"
        said: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return said

    # -- what is waited for ----------------------------------------------------------

    def wait_for(self, matter: Matter, state: str) -> dict[str, Any]:
        """Wait until the public door tells of a state; return what it tells."""
        self.stage.wait(
            lambda: self.status(matter)["state"] == state,
            f"{matter.receipt} to be {state}",
        )
        return self.status(matter)

    def wait_until_told(
        self, matter: Matter, told: Sequence[tuple[str, str]]
    ) -> list[dict[str, Any]]:
        """Wait until exactly these (step, audience) were told; return the notices."""
        wanted = sorted(told)

        def is_told() -> bool:
            found = self.notices(matter)
            sent = [(n["step"], n["audience"]) for n in found if n["status"] == "sent"]
            return len(found) == len(wanted) and sorted(sent) == wanted

        self.stage.wait(is_told, f"{wanted} about {matter.receipt}")
        return self.notices(matter)

    def wait_until_asked(self, matter: Matter, revision: int) -> None:
        """Wait until notify asks whether resolution `revision` is a good one."""
        path = f"/v1/follow-ups/{matter.petition_id}"

        def is_asked() -> bool:
            answer = self.stage.send("notify", "GET", path)
            return answer.status == 200 and answer.body["case_revision"] == revision

        self.stage.wait(is_asked, f"the follow-up of {matter.receipt}")

    def later(self, days: float) -> datetime:
        """Let so many days pass, for every service; return the moment it then is."""
        moment = datetime.now(UTC) + timedelta(days=days)
        self.stage.move(moment)
        return moment
