"""Where other systems may be told: the world, and what an operator let in."""

from ipaddress import ip_network

import pytest

from notify.adapters.channels.guarded import may_be_called

pytestmark = pytest.mark.unit

INSIDE = (ip_network("10.1.0.0/16"), ip_network("fd00:1::/32"))


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("1.1.1.1", True),
        ("2606:4700::1111", True),
        ("10.1.2.3", True),
        ("::ffff:10.1.2.3", True),
        ("fd00:1::7", True),
        ("10.2.0.1", False),
        ("127.0.0.1", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("169.254.169.254", False),
        ("192.168.1.1", False),
        ("fe80::1%eth0", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("64:ff9b::1.1.1.1", True),
        ("64:ff9b::169.254.169.254", False),
        ("64:ff9b::10.1.2.3", True),
        ("2002:7f00:1::", False),
        ("64:ff9b:1::7", False),
        ("fec0::1", False),
        ("::10.2.0.1", False),
        ("192.0.0.8", False),
    ],
)
def test_only_the_world_and_what_was_let_in_may_be_called(address, may):
    assert may_be_called(address, INSIDE) is may
