"""The frozen samples: for every contract one message, as it goes on the wire."""

import json
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[4]
SAMPLES = HOUSE / "shared" / "contracts" / "samples"


def read_samples(folder: Path = SAMPLES) -> dict[str, dict[str, Any]]:
    """Return the samples: routing key -> `{"headers": {…}, "body": {…}}`."""
    return {
        file.name.removesuffix(".json"): json.loads(file.read_text(encoding="utf-8"))
        for file in sorted(folder.glob("*.v*.json"))
    }
