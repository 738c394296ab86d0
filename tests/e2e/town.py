"""The organisations and people of the end-to-end tests, brought in by the doors."""

from datetime import date

from minqing_demo.cast import OPERATOR, Person, clerk, handler, leader
from minqing_demo.stage import Stage
from minqing_kernel.messages import Role

DISTRICT, STREET, COMMUNITY = "E2E-district", "E2E-street", "E2E-community"
SECTION, STRANGER = "E2E-section", "E2E-stranger"
PLACE = "990101001001"
"""The division code of the community; no real place has it."""
LOST_PLACE = "990199"
"""A place for which nobody is competent."""
CATEGORY = "e2e-lamps"


class Town:
    """Who may act where: the stranger and the strange supervisor in another line."""

    resident = Person(id="e2e-resident", role=Role.RESIDENT)
    clerk = clerk("e2e-clerk", COMMUNITY)
    handler = handler("e2e-handler", COMMUNITY)
    supervisor = leader("e2e-supervisor", STREET)
    section_handler = Person(
        id="e2e-section-handler", role=Role.HANDLER, organisation=SECTION
    )
    stranger = Person(id="e2e-stranger", role=Role.HANDLER, organisation=STRANGER)
    strange_supervisor = leader("e2e-strange-supervisor", STRANGER)
    ops = OPERATOR


ORGANISATIONS = (
    (DISTRICT, "district", None, "9901"),
    (STREET, "street", DISTRICT, "990101001"),
    (COMMUNITY, "community", STREET, PLACE),
    (SECTION, "section", STREET, "990101001"),
    (STRANGER, "district", None, "9902"),
)


def build_town(stage: Stage) -> Town:
    """Bring everything in, and wait until every service knows of it."""
    town = Town()
    for organisation, kind, parent, division in ORGANISATIONS:
        body = {
            "name": organisation,
            "kind": kind,
            "parent_id": parent,
            "division_code": division,
            "desk_address": f"{organisation.lower()}@example.org",
        }
        stage.ask("registry", "PUT", f"/v1/organisations/{organisation}", body=body)
    for person in (town.clerk, town.handler, town.supervisor, town.section_handler):
        body = {
            "name": person.id,
            "organisation_id": person.organisation,
            "roles": [person.role.value],
        }
        stage.ask("registry", "PUT", f"/v1/staff/{person.id}", body=body)
    _say_what_and_who(stage)
    _wait_for_the_news(stage)
    return town


def _say_what_and_who(stage: Stage) -> None:
    names = {"zh-CN": "路灯", "zh-TW": "路燈", "en": "Lamps"}
    body = {"names": names, "valid_from": date(2020, 1, 1).isoformat()}
    stage.ask("intake", "PUT", f"/v1/categories/{CATEGORY}", body=body)
    rule = {
        "category": "*",
        "division_prefix": PLACE,
        "organisation_id": COMMUNITY,
        "handle_within_days": 30,
    }
    stage.ask("routing", "PUT", "/v1/jurisdiction-rules/e2e", body=rule)
    rule = rule | {"organisation_id": STRANGER, "division_prefix": "9902"}
    stage.ask("routing", "PUT", "/v1/jurisdiction-rules/e2e-stranger", body=rule)


def _wait_for_the_news(stage: Stage) -> None:
    """Rules prove that routing knows all organisations; ask intake and notify too."""
    for organisation, *_ in ORGANISATIONS:
        stage.wait(
            lambda known=organisation: _intake_knows(stage, known),
            f"intake to know of {organisation}",
        )


def _intake_knows(stage: Stage, organisation: str) -> bool:
    """Ask with a category that there is not, so that nothing is ever written."""
    answer = stage.send(
        "intake",
        "POST",
        "/v1/petitions",
        body={
            "text": "?",
            "category": "e2e-no-such-category",
            "organisation_id": organisation,
        },
    )
    return "organisation_id" not in {e["field"] for e in answer.body["errors"]}
