"""The alerts' sections of docs/operations.md as HTML, for the portal's own page."""

import html
import re
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

HOUSE: Final = Path(__file__).parents[4]
SOURCE: Final = HOUSE / "docs" / "operations.md"
ALERTS: Final = "## Alerts\n"
SECTION: Final = re.compile(r"^### (\w+)\n", re.MULTILINE)
HEAD: Final = "<!-- Made by `make docs` from docs/operations.md: change it there. -->\n"


def runbook(text: str) -> str:
    """Return every section below "Alerts": its heading with an id, and its words.

    What leads to another document names it; a page of ours leads to sections alone.
    """
    alerts = text.partition(ALERTS)[2].partition("\n## ")[0]
    _, *parts = SECTION.split(alerts)
    told = dict(zip(parts[::2], parts[1::2], strict=True))
    ids = {name.lower() for name in told}
    sections = [
        f'<section aria-labelledby="{name.lower()}">\n'
        f'<h2 id="{name.lower()}">{html.escape(name)}</h2>\n'
        f"{_paragraphs(words, ids)}</section>\n"
        for name, words in told.items()
    ]
    return f"{HEAD}{''.join(sections)}"


def _paragraphs(words: str, ids: set[str]) -> str:
    reader = MarkdownIt("commonmark", {"html": False})
    tokens = reader.parse(words.strip())
    for each in tokens:
        each.children = _linked(each.children, ids) if each.children else None
    told: str = reader.renderer.render(tokens, reader.options, {})
    return told


def _linked(tokens: list[Token], ids: set[str]) -> list[Token]:
    """Keep links to sections that there are; of others say where they lead."""
    kept: list[Token] = []
    leaving: list[str] = []
    for each in tokens:
        if each.type == "link_open":
            target = str(each.attrGet("href"))
            leaving.append("" if target.removeprefix("#") in ids else target)
            if leaving[-1]:
                continue
        elif each.type == "link_close" and (target := leaving.pop()):
            kept.append(_code(f"docs/{target}" if target[0] != "#" else target))
            continue
        kept.append(each)
    return kept


def _code(said: str) -> Token:
    return Token("text", "", 0, content=f" ({said})")
