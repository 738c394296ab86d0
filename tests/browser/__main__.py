"""`make screens`, `make tasks`: the running agency's pages in a real browser."""

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from itertools import chain, groupby
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Error
from rich.console import Console
from rich.table import Table

from minqing_demo.doors import Refused
from minqing_local.refusal import Refusal
from minqing_local.waiting import TooLate
from services.portal.tests.browsing import SCREENS, Reader, a_browser
from tests.browser.hand import Hand
from tests.browser.looking import Found, entered, look
from tests.browser.scene import Scene, of_running, prepare
from tests.browser.screens import OF_STAFF, OPEN, Screen
from tests.browser.sheets import SHEETS, sheets
from tests.browser.tasks import cells, runs, tried
from tests.browser.walks import WALKS

CONSOLE: Final = Console(width=150)
MISSING: Final = "not there"


def main() -> None:
    """Do one of the two; the exit code tells whether all was as it should be."""
    chosen = _arguments()
    try:
        scene = prepare(of_running(chosen.folder))
    except (Refusal, Refused, TooLate) as no:
        sys.exit(f"minqing: {no}")
    sys.exit(0 if COMMANDS[chosen.command](scene, chosen.only) else 1)


def screens(scene: Scene, only: str) -> bool:
    """Look at every page, leave its pictures, print what was wrong."""
    found = []
    with a_browser() as browser:
        for seen in chain(_walks(browser, scene, only), _pages(browser, scene, only)):
            CONSOLE.print(seen.name, "[red]✗[/]" if seen.faults else "✓")
            found.append(seen)
    CONSOLE.print(_table(found))
    laid = sheets(shot for each in found for shot in each.shots)
    CONSOLE.print(f"{sum(f.looks for f in found)} looks; pictures: {SCREENS}")
    CONSOLE.print(f"{len(laid)} sheets of them, to look through: {SHEETS}")
    return not any(each.faults for each in found)


def _pages(browser: Any, scene: Scene, only: str) -> Iterator[Found]:
    every = (*OPEN, *OF_STAFF)
    wanted = [each for each in every if _asked(only, f"{each.who} {each.title}")]
    by_role: Callable[[Screen], str] = lambda each: each.who  # noqa: E731
    for who, group in groupby(sorted(wanted, key=by_role), key=by_role):
        reader = _reader(browser, scene, who)
        for screen in group:
            try:
                yield _look_at(reader, scene, screen)
            except Error as broken:
                yield _broken(screen.title, broken)
        reader.close()


def _walks(browser: Any, scene: Scene, only: str) -> Iterator[Found]:
    for name, (who, walk) in WALKS.items():
        if not _asked(only, f"walks {who} {name}"):
            continue
        reader = _reader(browser, scene, who)
        try:
            for stop in walk(reader, scene):
                yield look(reader, stop.name, again=stop.again)
        except Error as broken:
            yield _broken(f"{name} (walk)", broken)
        reader.close()


def _asked(only: str, about: str) -> bool:
    return any(word in about for word in only.split(","))


def _broken(name: str, error: Error) -> Found:
    found = Found(name)
    found.add("on the way", [str(error).partition("\n")[0]])
    return found


def _reader(browser: Any, scene: Scene, who: str, *, plain: bool = False) -> Reader:
    reader = Reader(browser, scene.url, pictured=True, java_script_enabled=not plain)
    return entered(reader, scene.account_of(who)) if who else reader


def _look_at(reader: Reader, scene: Scene, screen: Screen) -> Found:
    path = _address(reader, scene, screen)
    if path is None:
        found = Found(screen.title)
        found.add(screen.rare or MISSING, [] if screen.rare else [screen.on])
        return found
    reader.go(path)
    return look(reader, screen.title)


def _address(reader: Reader, scene: Scene, screen: Screen) -> str | None:
    if screen.of:
        return screen.path.format(**scene.matters[screen.of])
    if not screen.on:
        return screen.path
    pattern = f'href="({screen.link})"'
    found = re.search(pattern, reader.go(screen.on).page.content())
    return found.group(1).replace("&amp;", "&") if found else None


def tasks(scene: Scene, only: str) -> bool:
    """Do every task once, residents' also without scripts; print what it cost."""
    table = Table(title="Tasks in a real browser")
    for column in ("task", "who", "clicks", "fields", "tab stops", "signs", "seconds"):
        table.add_column(column, justify="left" if column < "d" else "right")
    table.add_column("beyond its target", overflow="fold")
    good = True
    with a_browser() as browser:
        for task, plain in runs(only):
            hand = Hand(_reader(browser, scene, task.who, plain=plain))
            beyond = tried(task, hand, scene)
            table.add_row(*cells(task, hand, plain=plain), "\n".join(beyond))
            good &= not beyond
            hand.reader.close()
    CONSOLE.print(table)
    return good


def _table(found: list[Found]) -> Table:
    table = Table(title="Pages in a real browser")
    for column in ("page", "looks", "faults"):
        table.add_column(column, overflow="fold")
    for each in found:
        said = "\n".join(f"{w}: {f}" for w, fs in each.faults.items() for f in fs)
        table.add_row(each.name, str(each.looks), said)
    return table


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.browser", description=__doc__)
    parser.add_argument("command", choices=sorted(COMMANDS))
    parser.add_argument(
        "--only",
        default="",
        help="pages or tasks that hold one of these in their name or role; walks",
    )
    parser.add_argument("--folder", type=Path, default=Path(".run"))
    return parser.parse_args()


COMMANDS: Final = {"screens": screens, "tasks": tasks}

if __name__ == "__main__":
    main()
