"""Writes base/alerts.yaml: our alerts in the form of the Prometheus Operator.

Run it after a change of the alerts: `.venv/bin/python deploy/kubernetes/alerts.py`.
"""

from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
FILE = HERE / "base" / "alerts.yaml"
HEAD = "# Made by deploy/kubernetes/alerts.py of deploy/prometheus/alerts.yml.\n"


def written() -> str:
    """Return what the file must hold."""
    rules = (HERE.parent / "prometheus" / "alerts.yml").read_text("utf-8")
    spec: dict[str, Any] = yaml.safe_load(rules)
    rule = {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "PrometheusRule",
        "metadata": {"name": "minqing"},
        "spec": spec,
    }
    return HEAD + yaml.safe_dump(rule, allow_unicode=True, sort_keys=False, width=120)


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
