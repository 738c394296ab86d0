"""The letter box of the demo: what notify's file channel wrote to a petitioner."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from minqing_demo.cast import Person
from minqing_demo.stage import Matter, Stage
from minqing_kernel.messages import Role

CODE = re.compile(r"\b\d+\.[0-9a-f]{32}\b")
Notice = dict[str, Any]
ON_A_PAGE: Final = "in-app"
POSTMAN = Person(id="demo-postman", role=Role.OPS)


def answer_code(stage: Stage, matter: Matter) -> str | None:
    """Return the answer code in the latest letter that asks the petitioner.

    Waits until the letter is there. None where the place told it on a page of its own,
    which needs the petitioner's code and leaves no letter. Raises TooLate.
    """

    def is_told() -> bool:
        asking = _asking(stage, matter)
        return any(each["channel"] == ON_A_PAGE for each in asking) or any(
            _codes(stage, asking)
        )

    stage.wait(is_told, f"the letter about {matter.receipt}")
    return next(iter(_codes(stage, _asking(stage, matter))), None)


def _codes(stage: Stage, asking: Iterable[Notice]) -> list[str]:
    """Return the codes in the letters, in the order of the notices."""
    texts = [_text(stage.mail, notice["notice_id"]) for notice in asking]
    return [code for text in texts for code in CODE.findall(text)]


def _asking(stage: Stage, matter: Matter) -> list[Notice]:
    """Return what asks the petitioner about the answer, the newest first."""
    listed = stage.ask(
        "notify",
        "GET",
        "/v1/notices",
        by=POSTMAN,
        query={"petition": matter.petition_id},
    )
    asking = [n for n in listed["notices"] if _asks(n)]
    return sorted(asking, key=lambda notice: str(notice["at"]), reverse=True)


def _asks(notice: Notice) -> bool:
    return bool(notice["step"] == "resolved" and notice["audience"] == "petitioner")


def _text(folder: Path, notice_id: str) -> str:
    file = folder / notice_id[-2:] / f"{notice_id}.json"
    if not file.exists():
        return ""
    return str(json.loads(file.read_text(encoding="utf-8"))["body"])
