"""Matters of the running agency to look at: told and moved on by its own doors."""

import json
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg2

from minqing_demo.cast import A_COMMUNITY_HANDLER, A_STREET_LEADER, Person
from minqing_demo.doors import Doors
from minqing_demo.letters import answer_code
from minqing_demo.places import JINKEYUAN
from minqing_demo.stage import Matter, Stage
from minqing_demo.surroundings import Surroundings
from minqing_local.accounts import ACCOUNTS
from minqing_local.operator_desk import environ_of_running
from minqing_local.refusal import Refusal

CATEGORY = "public-facilities"
LAMPS = "9栋2单元的楼道灯坏了三天了，老人上下楼很不方便，前天有人摔了一跤。"
COVER = "小区东门外的井盖松了，晚上车一过就响，怕有人踩空。"
NOISE = "楼下烧烤店夜里一点还在外面摆桌子，吵得孩子睡不着，劝过两次没有用。"
LIFT = "3栋电梯一个月停了四次，物业只说在等配件，老人买菜要爬十一楼。"
ANSWER = "灯已换好，两层楼道今晚都能亮，请您放心。"
NAME, TELEPHONE = "李春生", "13800001234"
DEAD = """insert into dead_letters (event, reason, attempts, headers, body, fingerprint)
values ('routing.case.assigned.v1', 'this matter was not heard of before', 5, '{}',
convert_to('{}', 'utf8'), %s)"""
SUSPECT = """insert into agency_quarantine (letter_id, claims, word, reason, state,
times, body, signature, received_at)
values (%s, %s, 'offer', %s, 'open', 2, '', '', now())"""
SUSPECTS = (
    ("jinniu-district", "not signed by its sender"),
    ("x-county", "says it is from y: no neighbour"),
    ("jinniu-civil-affairs", "no grant for transfer of category 'noise'"),
)
DIFFERENT = """insert into agency_differences (difference_id, agency, matter_id, kind,
receipt, number, state, times, first_at, last_at)
values (%s, 'jinniu-district', %s, %s, 'JN-2603-0000007', 4, 'open', 2, now(), now())"""
DIFFERENCES = ("hole-here", "forked", "out-of-step")


@dataclass
class Scene:
    """What stands on the desks: filled by `prepare`."""

    folder: Path
    stage: Stage
    accounts: dict[str, dict[str, str]]
    matters: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Return the address of the portal."""
        return self.stage.doors.addresses["portal"]

    def account_of(self, role: str) -> tuple[str, str]:
        """Return account and password of the demo's person in a role."""
        for name, about in self.accounts.items():
            if about["role"] == role:
                return name, about["password"]
        raise Refusal(f"no account for {role}: start an agency with 'make run'.")

    def do(self, who: Person, name: str, verb: str, **body: Any) -> None:
        """Let somebody move the case of a matter on."""
        path = f"/v1/cases/{self.matters[name]['petition_id']}/{verb}"
        about = {"key": str(uuid4()), "body": body or None}
        self.stage.ask("routing", "POST", path, by=who, **about)


def of_running(folder: Path) -> Scene:
    """Return the scene at the agency of `make run`, still empty; raises Refusal."""
    file = folder / "endpoints.json"
    Doors.of_endpoints(file).knock()
    kept = folder / ACCOUNTS
    if not kept.exists():
        raise Refusal(f"{kept} is not there: 'make run' makes it with its demo.")
    accounts = json.loads(kept.read_text(encoding="utf-8"))
    return Scene(folder, Surroundings.of(file, None).stage(), accounts)


def prepare(scene: Scene) -> Scene:
    """Let matters wait at each desk: at the door, in work, asked for more time."""
    tell(scene, "door", COVER)
    tell(scene, "assigned", LAMPS, "9栋2单元楼道灯不亮")
    tell(scene, "started", NOISE, "夜间烧烤店占道扰民")
    tell(scene, "waiting", LIFT, "3栋电梯一再停运")
    for name in ("started", "waiting"):
        scene.do(A_COMMUNITY_HANDLER, name, "start")
    wish = {"days": 10, "reason": "等厂家的配件"}
    scene.do(A_COMMUNITY_HANDLER, "waiting", "extension", **wish)
    return scene


def tell(scene: Scene, name: str, text: str, title: str = "") -> None:
    """Tell a matter by the web; with a title it is accepted, and on a desk."""
    contact = {"name": NAME, "telephone": TELEPHONE, "email": "li@example.org"}
    body: dict[str, Any] = {"channel": "web", "text": text, "contact": contact}
    body["place"] = "金科苑东街65号"
    if title:
        body |= {"title": title, "category": CATEGORY, "division_code": JINKEYUAN}
    path, key = "/v1/petitions", str(uuid4())
    told = scene.stage.ask("intake", "POST", path, by=None, key=key, body=body)
    scene.matters[name] = told
    if title:
        whose = {"organisation_id": JINKEYUAN, "handler_id": A_COMMUNITY_HANDLER.id}
        scene.do(A_STREET_LEADER, name, "assign", **whose)


def answered(scene: Scene) -> tuple[str, str]:
    """Let a matter be answered; return its id, and the code of the notice that asks."""
    tell(scene, "answered", LAMPS, "楼道灯坏了三天")
    scene.do(A_COMMUNITY_HANDLER, "answered", "start")
    said = {"outcome": "resolved", "reply": ANSWER}
    scene.do(A_COMMUNITY_HANDLER, "answered", "resolve", **said)
    told = scene.matters["answered"]
    matter = Matter(petition_id=told["petition_id"], receipt=told["receipt"])
    return matter.petition_id, answer_code(scene.stage, matter)


def leave_dead_letter(scene: Scene) -> None:
    """Put a letter that no rule understands on the operator's desk."""
    _write(scene, "portal", [(DEAD, (uuid4().hex,))])


def set_aside(scene: Scene) -> None:
    """Put letters into quarantine, and let neighbours know something else."""
    letters = [(SUSPECT, (str(uuid4()), *about)) for about in SUSPECTS]
    differ = [(DIFFERENT, (str(uuid4()), str(uuid4()), kind)) for kind in DIFFERENCES]
    _write(scene, "routing", letters + differ)


def _write(scene: Scene, service: str, rows: list[tuple[str, tuple[str, ...]]]) -> None:
    environ = environ_of_running(scene.folder, service)
    opened = psycopg2.connect(environ[f"DATABASE_URL_{service.upper()}"])
    with closing(opened) as connection, connection, connection.cursor() as cursor:
        for statement, values in rows:
            cursor.execute(statement, values)
