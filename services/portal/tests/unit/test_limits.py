"""Who comes from where, and what a spreadsheet is given."""

from ipaddress import ip_network

import pytest
from sqlalchemy.exc import OperationalError

from portal.adapters.limits import LIMITS, Kind, Limits, site_of
from portal.domain.published import COLUMNS, as_csv

pytestmark = pytest.mark.unit

PROXY = (ip_network("10.0.0.0/8"), ip_network("2001:db8:ffff::/48"))
SOMEBODY = "203.0.112.7"


@pytest.mark.parametrize(
    ("peer", "said", "trusted", "site"),
    [
        (SOMEBODY, "", (), SOMEBODY),
        (SOMEBODY, "198.41.0.4", (), SOMEBODY),
        (SOMEBODY, "198.41.0.4", PROXY, SOMEBODY),
        ("10.1.1.1", "198.41.0.4", (), None),
        ("10.1.1.1", "198.41.0.4", PROXY, "198.41.0.4"),
        ("10.1.1.1", "9.9.9.9, 198.41.0.4", PROXY, "198.41.0.4"),
        ("10.1.1.1", "198.41.0.4, 10.2.2.2", PROXY, "198.41.0.4"),
        ("10.1.1.1", "nonsense", PROXY, None),
        ("10.1.1.1", "", PROXY, None),
        ("", "", (), None),
        ("2606:4700:1:2:a:b:c:d", "", (), "2606:4700:1:2::/64"),
        ("::ffff:203.0.112.7", "", (), SOMEBODY),
        ("192.168.1.9", "", (), None),
    ],
)
def test_a_proxy_is_believed_only_where_it_is_trusted(peer, said, trusted, site):
    assert site_of(peer, said, trusted) == site


def test_one_household_of_the_new_internet_is_one_however_many_addresses_it_has():
    first = site_of("2606:4700:1:2::1", "", ())
    assert first == site_of("2606:4700:1:2:ffff::9", "", ())
    assert first != site_of("2606:4700:1:3::1", "", ())


class _Away:
    def rows(self, *_, **__):
        raise OperationalError("select", None, Exception())


def test_while_the_database_is_away_nobody_is_held_up():
    class Seals:
        def blind_index(self, value, purpose):
            return value + purpose

    assert Limits(_Away(), Seals()).allows(Kind.TELL, "x")
    assert set(LIMITS) == set(Kind)


def test_a_spreadsheet_shows_what_is_written_and_reckons_nothing():
    row = dict.fromkeys(COLUMNS, "好") | {"done": "=1+1", "result": None, "unit": "-a"}
    told = as_csv(["头"], [row]).decode("utf-8")
    assert told.startswith("\ufeff头\r\n")
    assert ",'-a,'=1+1,," in told
