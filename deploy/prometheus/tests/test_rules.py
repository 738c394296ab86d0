"""The alert rules do what they say, and each has a test and a paragraph to act by."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.environment

HERE = Path(__file__).parent
FOLDER = HERE.parent
HOUSE = FOLDER.parents[1]
TESTS = sorted(HERE.glob("*.test.yml"))
RULES = [
    rule
    for group in yaml.safe_load((FOLDER / "alerts.yml").read_text("utf-8"))["groups"]
    for rule in group["rules"]
]
ALERTS = [rule["alert"] for rule in RULES]
CASES = [
    case
    for file in TESTS
    for test in yaml.safe_load(file.read_text("utf-8"))["tests"]
    for case in test["alert_rule_test"]
]

with_promtool = pytest.mark.skipif(
    shutil.which("promtool") is None, reason="promtool (Debian: prometheus) is missing"
)


def promtool(*arguments):
    done = subprocess.run(
        ["promtool", *map(str, arguments)], capture_output=True, text=True, timeout=120
    )
    return done.returncode, done.stdout + done.stderr


@with_promtool
def test_the_configuration_and_its_rules_are_well_formed():
    code, said = promtool("check", "config", FOLDER / "prometheus.yml")
    assert code == 0, said


@with_promtool
@pytest.mark.parametrize("file", TESTS, ids=lambda file: file.stem)
def test_the_rules_pass_their_tests(file):
    code, said = promtool("test", "rules", file)
    assert code == 0, said


@with_promtool
def test_a_rule_that_never_fires_would_fail_its_tests(tmp_path):
    rules = (FOLDER / "alerts.yml").read_text("utf-8")
    broken = rules.replace("minqing_dead_letters > 0", "minqing_dead_letters > 99")
    assert broken != rules
    (tmp_path / "alerts.yml").write_text(broken, encoding="utf-8")
    (tmp_path / "tests").mkdir()
    tests = shutil.copy(HERE / "messages.test.yml", tmp_path / "tests")
    code, said = promtool("test", "rules", tests)
    assert code != 0
    assert "DeadLettersOpen" in said


@pytest.mark.parametrize("alert", ALERTS)
def test_every_alert_is_seen_to_be_raised_and_seen_to_be_silent(alert):
    cases = [case for case in CASES if case["alertname"] == alert]
    assert any(case.get("exp_alerts") for case in cases)
    assert any(not case.get("exp_alerts") for case in cases)


@pytest.mark.parametrize("rule", RULES, ids=ALERTS)
def test_every_alert_says_how_soon_what_and_where_to_read(rule):
    said = rule["annotations"]
    assert rule["labels"]["severity"] in {"page", "ticket", "notice"}
    assert re.search(r"[\u4e00-\u9fff]", said["summary"])
    assert said["runbook"] == f"docs/operations.md#{rule['alert'].lower()}"


def test_every_alert_has_its_paragraph_and_every_paragraph_its_alert():
    page = (HOUSE / "docs" / "operations.md").read_text("utf-8")
    runbook = page.partition("## Alerts")[2].partition("\n## ")[0]
    assert re.findall(r"^### (\w+)$", runbook, re.MULTILINE) == ALERTS


def test_prometheus_asks_every_service_that_the_compose_file_starts():
    compose = yaml.safe_load((HOUSE / "docker-compose.yml").read_text("utf-8"))
    config = yaml.safe_load((FOLDER / "prometheus.yml").read_text("utf-8"))
    jobs = {job["job_name"]: job for job in config["scrape_configs"]}
    (asked,) = jobs["minqing"]["static_configs"]
    built = [name for name, part in compose["services"].items() if "build" in part]
    assert sorted(asked["targets"]) == sorted(f"{name}:8000" for name in built)
