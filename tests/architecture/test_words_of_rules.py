"""Every rule that a place of ours has is told on the pages in the reader's words."""

from pathlib import Path

import pytest

from intake.adapters.policies import describe as intake_says
from intake.adapters.policies import load_policies as intake_reads
from notify.adapters.policies import describe as notify_says
from notify.adapters.policies import load_policies as notify_reads
from portal.entrypoints.web.desk.rule_words import rule_in_words
from portal.entrypoints.web.words import words_in
from registry.adapters.policies import describe as registry_says
from registry.adapters.policies import load_policy as registry_reads
from routing.adapters.policies import describe as routing_says
from routing.adapters.policies import load_policies as routing_reads

pytestmark = pytest.mark.unit

FILES = sorted(
    each
    for each in (Path(__file__).parents[2] / "deploy/policies").glob("*.yml")
    if each.name not in {"calendar.yml", "kustomization.yaml"}
)
SERVICES = {
    "intake": (intake_reads, intake_says),
    "notify": (notify_reads, notify_says),
    "registry": (registry_reads, registry_says),
    "routing": (routing_reads, routing_says),
}


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "en"])
def test_no_rule_is_told_in_the_words_of_its_file(service, language):
    read, says = SERVICES[service]
    say = words_in(language)
    lines = {
        line.partition(" — ")[0]
        for file in FILES
        for edition in read(file).editions
        for line in says(edition.policy)
        if not line.startswith("policy: ")
    }
    untold = [line for line in sorted(lines) if not rule_in_words(line, say, {})]
    assert untold == []
