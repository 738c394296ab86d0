"""The letter box of the demo: what notify's file channel wrote to a petitioner."""

import json
import re
from pathlib import Path

from minqing_demo.cast import Person
from minqing_demo.stage import Matter, Stage
from minqing_kernel.messages import Role

CODE = re.compile(r"\b\d+\.[0-9a-f]{32}\b")
POSTMAN = Person(id="demo-postman", role=Role.OPS)


def answer_code(stage: Stage, matter: Matter) -> str:
    """Return the answer code in the latest letter that asks the petitioner.

    Waits until the letter is there. Raises TooLate.
    """
    stage.wait(lambda: _codes(stage, matter), f"the letter about {matter.receipt}")
    return _codes(stage, matter)[0]


def _codes(stage: Stage, matter: Matter) -> list[str]:
    """Return the codes in the letters, the newest letter first."""
    listed = stage.ask(
        "notify",
        "GET",
        "/v1/notices",
        by=POSTMAN,
        query={"petition": matter.petition_id},
    )
    asking = [n for n in listed["notices"] if _asks(n)]
    asking.sort(key=lambda notice: str(notice["at"]), reverse=True)
    texts = [_text(stage.mail, notice["notice_id"]) for notice in asking]
    return [code for text in texts for code in CODE.findall(text)]


def _asks(notice: dict[str, str]) -> bool:
    return notice["step"] == "resolved" and notice["audience"] == "petitioner"


def _text(folder: Path, notice_id: str) -> str:
    file = folder / notice_id[-2:] / f"{notice_id}.json"
    if not file.exists():
        return ""
    return str(json.loads(file.read_text(encoding="utf-8"))["body"])
