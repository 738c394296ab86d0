"""The services' JSON logs, made readable for a terminal while they grow."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from rich.text import Text

COLOURS = {
    "registry": "cyan",
    "intake": "green",
    "routing": "blue",
    "notify": "magenta",
    "portal": "bright_white",
}
LEVELS = {"WARNING": "yellow", "ERROR": "red", "CRITICAL": "bold red"}
SHOWN_ELSEWHERE = {
    "time",
    "level",
    "service",
    "logger",
    "message",
    "correlation_id",
    "exc_info",
    "taskName",
}
READ_AT_ONCE = 1 << 20


class LogView:
    """Reads what was added to log files since the last look."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = dict(files)
        self._places = {name: _size(file) for name, file in self._files.items()}

    def new_lines(self) -> Iterator[Text]:
        """Yield the lines added since the last call, made readable."""
        for name, file in self._files.items():
            for line in self._added(name, file):
                yield readable(name, line)

    def _added(self, name: str, file: Path) -> list[str]:
        if _size(file) < self._places[name]:
            self._places[name] = 0
        if _size(file) == self._places[name]:
            return []
        with file.open("rb") as log:
            log.seek(self._places[name])
            whole, newline, _ = log.read(READ_AT_ONCE).rpartition(b"\n")
        self._places[name] += len(whole) + len(newline)
        return whole.decode(errors="replace").splitlines()


def readable(part: str, line: str) -> Text:
    """Turn one JSON log line into: time, part, level, message, what else it says.

    A line that is no JSON object is shown as it is.
    """
    try:
        entry = json.loads(line)
    except ValueError:
        entry = None
    if not isinstance(entry, dict):
        return Text.assemble((f"{part:<9}", COLOURS.get(part, "white")), line)
    level = str(entry.get("level", ""))
    text = Text.assemble(
        (f"{str(entry.get('time', ''))[11:19]} ", "dim"),
        (f"{part:<9}", COLOURS.get(part, "white")),
        (f"{level:<8}", LEVELS.get(level, "dim")),
        str(entry.get("message", "")),
        (_rest(entry), "dim"),
    )
    if entry.get("exc_info"):
        text.append(f"\n{entry['exc_info']}", "red")
    return text


def _rest(entry: Mapping[str, object]) -> str:
    said = [f"{key}={value}" for key, value in entry.items() if _is_extra(key, value)]
    return "  " + " ".join(said) if said else ""


def _is_extra(key: str, value: object) -> bool:
    return key not in SHOWN_ELSEWHERE and value not in (None, "")


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
