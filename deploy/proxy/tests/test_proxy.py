"""The TLS proxy that operators copy lets through what the portal takes."""

import re
from pathlib import Path

import pytest

from minqing_local.choices import DEFAULT_PORTS
from portal.entrypoints.web.uploads import LARGEST

pytestmark = pytest.mark.unit

TEXT = (Path(__file__).parents[1] / "nginx.conf").read_text("utf-8")


def test_it_takes_the_largest_form_that_the_portal_takes():
    size = re.search(r"client_max_body_size (\d+)m;", TEXT)
    assert int(size[1]) * 1024 * 1024 >= LARGEST


def test_it_leads_to_the_portal_alone():
    assert re.findall(r"server \S+:(\d+);", TEXT) == [str(DEFAULT_PORTS["portal"])]
    assert set(re.findall(r"proxy_pass (\S+);", TEXT)) == {"http://portal"}


def test_it_writes_no_address_of_a_page_down():
    assert re.findall(r"access_log (\S+);", TEXT) == ["off"]
    assert re.findall(r"error_log \S+ (\w+);", TEXT) == ["crit"]
