"""Colours that can be read, in every theme; nothing that is not ours unnamed."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

import portal.entrypoints.web as web

pytestmark = pytest.mark.unit

STATIC = Path(web.__file__).parent / "static"
TOKENS = (STATIC / "tokens.css").read_text("utf-8")
PAGES = (STATIC / "portal.css").read_text("utf-8")
COLOUR = re.compile(r"--([a-z0-9-]+):(#[0-9A-Fa-f]{6})")
STATES = ("overdue", "due", "paused", "escalated", "waiting", "done", "new", "redo")
WORDS = [
    *((ink, paper) for ink in ("text", "text-2") for paper in ("bg", "surface")),
    *((ink, "bg") for ink in ("link", "link-hover", "visited")),
    ("on-primary", "link"),
    ("on-primary", "link-hover"),
    *((state, f"{state}-bg") for state in STATES),
]
EDGES = [("control", "bg"), ("focus-in", "bg"), ("link", "surface")]


def block(start):
    return dict(COLOUR.findall(TOKENS.partition(start)[2].partition("}")[0]))


LIGHT = block(":root{")
THEMES = {
    "light": LIGHT,
    "dark": LIGHT | block("[data-theme=dark]{"),
    "automatic, dark": LIGHT | block("{[data-theme=auto]{"),
    "high contrast": LIGHT | block("[data-theme=hc]{"),
}


def brightness(colour):
    def channel(at):
        part = int(colour[at : at + 2], 16) / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)


def contrast(theme, ink, paper):
    """The ratio of WCAG 2.2."""
    shades = sorted(brightness(THEMES[theme][name]) for name in (ink, paper))
    return (shades[1] + 0.05) / (shades[0] + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "paper"), WORDS)
def test_words_can_be_read_in_every_theme(theme, ink, paper):
    assert contrast(theme, ink, paper) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark", "high contrast"])
@pytest.mark.parametrize(("ink", "paper"), EDGES)
def test_edges_of_what_can_be_used_can_be_seen(theme, ink, paper):
    if theme == "light" or ink != "focus-in":
        assert contrast(theme, ink, paper) >= 3
    else:
        assert contrast(theme, "focus", paper) >= 3


def test_colours_are_tokens_and_stand_nowhere_else():
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb|hsl", PAGES)
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", PAGES + TOKENS))
    assert used - set(re.findall(r"--([a-z0-9-]+):", TOKENS)) == set()


def test_what_is_not_ours_is_named_with_its_licence_and_hash():
    listed = (STATIC / "vendor" / "VENDOR.md").read_text("utf-8")
    for file in (STATIC / "vendor").glob("*.js"):
        assert f"| {file.name} |" in listed
        assert sha256(file.read_bytes()).hexdigest() in listed
        assert list((STATIC / "vendor").glob(f"{file.name.split('.')[0]}.LICENSE"))


def test_nothing_is_fetched_from_elsewhere():
    text = TOKENS + PAGES + (STATIC / "icons.svg").read_text("utf-8")
    assert "url(" not in text
    assert "@import" not in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


def test_what_is_hidden_is_hidden_however_it_is_laid_out():
    """A notice is laid out by `display`, which is stronger than the browser's own."""
    assert "[hidden]{display:none!important}" in PAGES
