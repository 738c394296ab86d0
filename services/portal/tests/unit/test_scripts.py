"""No page says a word of its own in one script: every word comes from the texts."""

import ast
import re
from pathlib import Path

import pytest

import portal.entrypoints.web as web

pytestmark = pytest.mark.unit

ROOM = Path(web.__file__).parent
CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]+")
NAMES = {"简体", "繁體"}
"""What each language calls itself, in its own script on every page."""
RECORDED = {
    "首次联系：已联系上。",
    "首次联系：未联系上。",
    "\n建议承办单位：",
    "来电登记时核对，同一件事",
    "来电询问，已告知进展。",
    "来电人说：",
    "同一通电话另外登记：",
    "请到：",
}
"""What is written into a matter for its owner to keep, in the language of the law."""
TOLD = {"受理编号", "、"}
"""What a report calls its column of numbers, and how Chinese lists are joined."""
TYPED = {r"([0-9+() （）-]{3,32})?\Z", "｜"}
"""What people may type."""


def test_no_template_holds_a_chinese_word():
    said = {
        str(file.relative_to(ROOM)): CHINESE.findall(file.read_text("utf-8"))
        for file in ROOM.glob("templates/**/*.html")
    }
    unsaid = {file: set(found) - TOLD for file, found in said.items()}
    assert {file: found for file, found in unsaid.items() if found} == {}


def test_no_page_is_built_with_a_chinese_word():
    said = set()
    for file in ROOM.rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        told = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
        said |= {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and id(node) not in told
            if isinstance(node.value, str) and CHINESE.search(node.value)
        }
    assert said - TOLD == NAMES | RECORDED | TYPED
