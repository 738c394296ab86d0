"""Pictures of the gallery that were looked at, and what differs from them now."""

import io
import json
import os
import subprocess
from hashlib import sha256
from pathlib import Path

from PIL import Image, ImageChops

from services.portal.tests.browsing import SCREENS

PICTURES = Path(__file__).with_name("pictures")
ANEW = "GALLERY" in os.environ
"""Whether what is drawn now is taken for right, and kept."""
DRAWN_BY = PICTURES / "drawn-by.json"
LOOKS_PICTURED = ("light", "dark", "hc")
TOLERANCE = 0.001
"""So great a part of the picture may differ."""
COLOURS = 32
SMALLER = 2
"""Pictures are kept at half their width: a quarter as large, and as strict."""
LETTERS = ("sans-serif", "sans-serif:lang=zh-cn", "sans-serif:bold", "monospace")
"""What fontconfig is asked for; every letter of the gallery comes out of these."""
DRESS = "theme => document.documentElement.dataset.theme = theme"


def tools(browser):
    """What draws here: the browser's version, and a print of each font's file."""
    found = {"chromium": browser.version}
    for pattern in LETTERS:
        asked = ["fc-match", "-f", "%{file}", pattern]
        file = subprocess.run(asked, capture_output=True, check=True, text=True).stdout
        found[pattern] = sha256(Path(file).read_bytes()).hexdigest()
    return found


def drawn_elsewhere(browser):
    """Why the pictures say nothing here; empty where the same tools draw."""
    here = tools(browser)
    if ANEW or not DRAWN_BY.exists():
        PICTURES.mkdir(exist_ok=True)
        DRAWN_BY.write_text(json.dumps(here, indent=2) + "\n", "utf-8")
    then = json.loads(DRAWN_BY.read_text("utf-8"))
    other = [name for name in then if then[name] != here.get(name)]
    return f"the pictures were drawn with another {', '.join(other)}" if other else ""


def differs(reader, look):
    """Which part of the picture is another one than was looked at; 0 if too little.

    What it is now is left in .run/screens, to be laid beside it.
    """
    reader.page.evaluate(DRESS, look)
    told = reader.page.screenshot(full_page=True, animations="disabled")
    now = Image.open(io.BytesIO(told)).convert("RGB").reduce(SMALLER)
    file = PICTURES / f"gallery-{look}.png"
    if ANEW or not file.exists():
        few = now.quantize(COLOURS, dither=Image.Dither.NONE)
        now.quantize(palette=few, dither=Image.Dither.NONE).save(file, optimize=True)
    with Image.open(file) as then:
        share = _share(then, now)
    if share <= TOLERANCE:
        return 0
    SCREENS.mkdir(parents=True, exist_ok=True)
    now.save(SCREENS / f"gallery-{look}-now.png")
    return share


def _share(then, now):
    if then.size != now.size:
        return 1
    few = now.quantize(palette=then, dither=Image.Dither.NONE).convert("RGB")
    apart = ImageChops.difference(few, then.convert("RGB")).convert("L")
    return 1 - apart.histogram()[0] / (now.width * now.height)
