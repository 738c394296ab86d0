"""What several tests ask of the doors: decisions, refusals, letters, sheets."""

from typing import Any

from minqing_demo.cast import Person
from minqing_demo.stage import Matter
from tests.e2e.walker import Walker


def decide(walker: Walker, matter: Matter, what: str, **body: Any) -> dict[str, Any]:
    """Let the community's clerk do something at intake that must succeed."""
    path = f"/v1/petitions/{matter.receipt}/{what}"
    done: dict[str, Any] = walker.stage.ask(
        "intake", "POST", path, by=walker.town.clerk, body=body
    )
    return done


def refused(
    walker: Walker,
    service: str,
    path: str,
    by: Person | None,
    **body: Any,
) -> tuple[int, str]:
    """Post what is refused; return its status and the last word of its type."""
    answer = walker.stage.send(service, "POST", path, by=by, body=body or None)
    return answer.status, str(answer.body["type"]).rpartition(":")[2]


def refused_on_case(
    walker: Walker, matter: Matter, verb: str, by: Person, **body: Any
) -> tuple[int, str]:
    """Try to do something to the case; return its status and why it is refused."""
    path = f"/v1/cases/{matter.petition_id}/{verb}"
    return refused(walker, "routing", path, by, **body)


def sheet(walker: Walker, matter: Matter) -> dict[str, Any]:
    """Return the case whole, as the operator sees it."""
    found: dict[str, Any] = walker.case(matter).body
    return found


def told(walker: Walker, matter: Matter, step: str, audience: str) -> dict[str, Any]:
    """Wait until a step was told to somebody; return the notice."""

    def found() -> list[dict[str, Any]]:
        return [
            each
            for each in walker.notices(matter)
            if (each["step"], each["audience"], each["status"])
            == (step, audience, "sent")
        ]

    walker.stage.wait(found, f"{step} to be told to {audience}")
    return found()[0]


def at_work(walker: Walker, **said: Any) -> Matter:
    """Submit a petition and wait until the community has it."""
    matter = walker.submit(**said)
    walker.wait_for(matter, "assigned")
    return matter
