"""Two real brokers, made ready from the directory: what comes over, who may do what."""

import json
import ssl
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path, PurePosixPath

import pytest
from amqp import Connection, Message
from amqp.exceptions import AccessRefused, AMQPError, NotAllowed

from minqing_local.broker import Broker
from minqing_local.broker_place import BrokerExtras
from minqing_local.ports import free_port
from minqing_local.waiting import wait_until
from routing.adapters.agencies.files import load_agencies
from routing.adapters.agencies.link.certificates import issue, make_authority
from routing.adapters.agencies.link.definitions import (
    MOST_BYTES,
    Place,
    account,
    broker_conf,
    definitions,
    server_name,
)
from routing.adapters.agencies.link.desk import BrokerRefuses, Desk
from routing.adapters.agencies.link.things import Kind, Thing, exported
from routing.domain.agencies.directory import Directory
from routing.entrypoints.main import main
from tests.faults.links import Link, parted

pytestmark = pytest.mark.integration

SHIPPED = Path(__file__).parents[4] / "deploy/agencies"
STREET, DISTRICT, BUREAU = "jinquan-street", "jinniu-district", "jinniu-civil-affairs"
PLUGINS = (
    "rabbitmq_auth_mechanism_ssl",
    "rabbitmq_shovel",
    "rabbitmq_shovel_management",
)
DAY = timedelta(days=1)
MOST = str(MOST_BYTES)


class Side:
    """One agency's broker and its operator's desk."""

    def __init__(self, me, folder):
        self.me, self.tls, self.tls_port = me, folder / "tls", free_port()
        issue(me, folder.parent / "authority", self.tls, datetime.now(UTC), DAY)
        listen = f"127.0.0.1:{self.tls_port}"
        extras = BrokerExtras(PLUGINS, broker_conf(listen, self.place))
        self.node = Broker(folder / "broker", management=True, extras=extras)

    @property
    def place(self):
        return Place(tls=PurePosixPath(self.tls), reconnect_seconds=1)

    @property
    def api(self):
        login = f"{self.node.user}:{self.node.password}"
        return f"http://{login}@127.0.0.1:{self.node.ports.management}"

    def connect(self):
        return Connection(
            host=f"127.0.0.1:{self.node.ports.amqp}",
            userid=self.node.user,
            password=self.node.password,
            confirm_publish=True,
        )

    def send(self, to, *letters):
        with self.connect() as connection:
            channel = connection.channel()
            for letter in letters:
                signed = {"signature": f"of {letter}"}
                message = Message(
                    f"body of {letter}", message_id=letter, application_headers=signed
                )
                channel.basic_publish(message, "agencies", to, mandatory=True)

    def received(self, number, timeout=90):
        """Take letters out of the inbox until there are so many different ones."""
        found = []
        with self.connect() as connection:
            channel = connection.channel()

            def is_enough():
                while letter := channel.basic_get("agency.in", no_ack=True):
                    found.append(letter)
                return len({each.message_id for each in found}) >= number

            wait_until(is_enough, f"{number} letters at {self.me}", timeout)
        return found


class Pair:
    """A street and its district, without anybody else."""

    def __init__(self, folder):
        make_authority(folder / "authority", datetime.now(UTC), DAY)
        self.street = Side(STREET, folder / "street")
        self.district = Side(DISTRICT, folder / "district")
        self.sides = (self.street, self.district)
        self.there = Link(self.street.node, DISTRICT)
        self.back = Link(self.district.node, STREET)

    @property
    def directory(self):
        ports = {side.me: side.tls_port for side in self.sides}
        return Directory(
            replace(
                each,
                broker=f"amqps://localhost:{ports[each.agency_id]}",
                grants=tuple(g for g in each.grants if g.sender in ports),
            )
            for each in load_agencies(SHIPPED, date(2026, 11, 22))
            if each.agency_id in ports
        )

    def wanted(self, side):
        return definitions(side.me, self.directory, side.place)


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    made = Pair(tmp_path_factory.mktemp("agencies"))
    try:
        for side in made.sides:
            side.node.launch()
        for side in made.sides:
            side.node.wait_until_ready()
        for side in made.sides:
            assert Desk(side.api).bring(made.wanted(side))
        made.there.wait_until_up()
        made.back.wait_until_up()
        yield made
    finally:
        for side in made.sides:
            side.node.kill()


def test_a_letter_passes_as_it_is_and_names_the_account_it_came_by(pair):
    pair.street.send(DISTRICT, "m-1")
    (letter,) = pair.district.received(1)
    assert (letter.body, letter.message_id) == ("body of m-1", "m-1")
    assert letter.headers["signature"] == "of m-1"
    assert letter.delivery_info["routing_key"] == STREET
    pair.district.send(STREET, "m-2")
    (answer,) = pair.street.received(1)
    assert answer.delivery_info["routing_key"] == DISTRICT


def test_what_is_written_while_the_link_is_down_comes_when_it_is_up_again(pair):
    with parted(pair.there):
        pair.street.send(DISTRICT, "cut-1", "cut-2")
        assert pair.there.waiting() == 2
        assert not pair.there.is_up()
    assert [each.message_id for each in pair.district.received(2)] == ["cut-1", "cut-2"]


def test_nothing_is_lost_by_a_broker_that_dies_and_twice_is_the_same_twice(pair):
    """The far broker ends in mid-stream: all come over, in any number and order."""
    names = [f"s-{number}" for number in range(300)]
    pair.street.send(DISTRICT, *names[:200], names[0])
    pair.district.node.kill()
    pair.street.send(DISTRICT, *names[200:])
    pair.district.node.start()
    found = pair.district.received(300)
    assert {each.message_id for each in found} == set(names)
    assert len(found) > 300
    assert all(each.body == f"body of {each.message_id}" for each in found)


def test_a_letter_is_not_dropped_where_the_inbox_was_unbound_by_mistake(pair):
    desk, wanted = Desk(pair.district.api), pair.wanted(pair.district)
    desk._ask("DELETE", "bindings/%2F/e/agencies.in/q/agency.in/%2523")
    pair.street.send(DISTRICT, "astray")
    with pair.district.connect() as connection:
        channel = connection.channel()
        wait_until(lambda: channel.basic_get("agency.dead", no_ack=True), "it", 60)
    assert desk.bring(wanted) == ["+ binding agencies.in agency.in #"]


def test_a_full_inbox_keeps_letters_with_their_sender_until_there_is_room(pair):
    """A neighbour cannot fill our disk; and loses nothing by being refused."""
    desk, wanted = Desk(pair.district.api), pair.wanted(pair.district)
    narrow = [
        replace(e, about=json.loads(json.dumps(dict(e.about)).replace(MOST, "40")))
        for e in wanted
    ]
    assert desk.bring(narrow) == ["~ policy agency.in"]
    names = {f"full-{number}" for number in range(20)}
    pair.street.send(DISTRICT, *names)
    with parted(pair.there):
        wait_until(pair.there.waiting, "what was refused to be with us again", 60)
    desk.bring(wanted)
    found = pair.district.received(20)
    assert {each.message_id for each in found} == names


def test_a_second_time_there_is_nothing_to_change(pair, monkeypatch, capsys, tmp_path):
    desk, wanted = Desk(pair.street.api), pair.wanted(pair.street)
    assert desk.bring(wanted) == []
    desk._ask("POST", "definitions", exported(wanted, "/"))
    assert desk.compare(wanted) == []
    monkeypatch.setenv("BROKER_API_URL", pair.street.api)
    whose = ["--agency", STREET, "--directory", str(SHIPPED), "--tls", str(tmp_path)]
    with pytest.raises(SystemExit, match="differs in"):
        main(["cli", "agency", "broker", "check", *whose])
    assert f"~ shovel agency.out.{DISTRICT}\n" in capsys.readouterr().out


def test_what_a_person_changed_is_found_and_put_right(pair):
    desk, wanted = Desk(pair.street.api), pair.wanted(pair.street)
    name = account(DISTRICT)
    desk._ask("PUT", f"permissions/%2F/{name}", dict.fromkeys(RIGHTS, ".*"))
    desk._ask("PUT", "vhosts/other")
    desk._ask("PUT", f"permissions/other/{name}", dict.fromkeys(RIGHTS, ".*"))
    desk._ask("PUT", f"users/{name}", {"password": "x", "tags": "administrator"})
    desk._ask("DELETE", "bindings/%2F/e/agencies.in/q/agency.in/%2523")
    desk._ask("POST", "bindings/%2F/e/agencies/q/agency.dead", {"routing_key": "#.x"})
    assert desk.bring(wanted) == [
        f"- permission {name} other",
        "- binding agencies agency.dead #.x",
        "+ binding agencies.in agency.in #",
        f"~ user {name}",
        f"~ permission {name} /",
    ]
    assert desk.bring(wanted) == []


RIGHTS = ("configure", "write", "read")


def test_an_agency_that_left_is_forgotten_but_not_what_was_written_to_it(pair):
    desk, wanted = Desk(pair.street.api), pair.wanted(pair.street)
    left = _of_the_bureau(wanted)
    assert desk.bring([*wanted, *left])
    pair.street.send(BUREAU, "to nobody")
    queue = f"queue agency.out.{BUREAU}"
    assert f"! {queue} still holds letters and was kept" in desk.bring(wanted)
    with pytest.raises(AMQPError):
        pair.street.send(BUREAU, "refused now")
    with pair.street.connect() as connection:
        channel = connection.channel()
        assert channel.basic_get(f"agency.out.{BUREAU}", no_ack=True)
    assert desk.bring(wanted) == [f"- {queue}"]
    assert desk.compare(wanted) == []


def _of_the_bureau(wanted):
    """Return what there is of the district, in the bureau's name, without its way."""
    told = json.dumps
    return [
        Thing(
            each.kind,
            tuple(part.replace(DISTRICT, BUREAU) for part in each.name),
            json.loads(told(dict(each.about)).replace(DISTRICT, BUREAU)),
        )
        for each in wanted
        if DISTRICT in " ".join(each.name) and each.kind is not Kind.SHOVEL
    ]


def test_a_broker_that_refuses_says_what(pair):
    desk = Desk(pair.street.api.replace(pair.street.node.password, "wrong"))
    with pytest.raises(BrokerRefuses, match="401"):
        desk.running()
    queue = Thing(Kind.QUEUE, ("agency.in",), {"durable": True, "arguments": {}})
    with pytest.raises(BrokerRefuses, match="inequivalent arg"):
        Desk(pair.street.api).bring([*pair.wanted(pair.street), queue])


# -- what a neighbour's account may do -------------------------------------------------


def as_neighbour(pair, tls, **login):
    """Log in at the street's TLS door with that certificate."""
    options = {
        "ca_certs": pair.street.tls / "authority.pem",
        "cert_reqs": ssl.CERT_REQUIRED,
        "server_hostname": server_name(STREET),
    }
    if tls is not None:
        options |= {"certfile": tls / "agency.pem", "keyfile": tls / "agency-key.pem"}
    return Connection(
        host=f"localhost:{pair.street.tls_port}",
        ssl=options,
        login_method="EXTERNAL",
        confirm_publish=True,
        **login,
    )


@pytest.fixture
def district(pair):
    with pair.street.connect() as ours:
        ours.channel().exchange_declare("minqing.events", "topic", durable=True)
    with as_neighbour(pair, pair.district.tls) as connection:
        yield connection


def test_a_neighbour_may_write_letters_under_its_own_name(pair, district):
    district.channel().basic_publish(
        Message("x", message_id="n"), "agencies.in", DISTRICT
    )
    assert pair.street.received(1)[0].message_id == "n"


@pytest.mark.parametrize(
    "act",
    [
        lambda channel: channel.basic_publish(Message("x"), "agencies.in", BUREAU),
        lambda channel: channel.basic_publish(Message("x"), "agencies", STREET),
        lambda channel: channel.basic_publish(Message("x"), "agencies.dead", STREET),
        lambda channel: channel.basic_publish(Message("x"), "minqing.events", "a"),
        lambda channel: channel.basic_publish(Message("x"), "", "agency.in"),
        lambda channel: channel.queue_declare("mine"),
        lambda channel: channel.queue_declare(""),
        lambda channel: channel.exchange_declare("mine", "topic"),
        lambda channel: channel.queue_bind("agency.in", "agencies", "#"),
        lambda channel: channel.exchange_bind("agencies", "agencies.in", "#"),
        lambda channel: channel.basic_get("agency.in"),
        lambda channel: channel.basic_consume(f"agency.out.{DISTRICT}"),
        lambda channel: channel.queue_purge("agency.in"),
        lambda channel: channel.queue_delete("agency.in"),
        lambda channel: channel.exchange_delete("agencies.in"),
    ],
    ids=[
        "under another's name",
        "into the outgoing exchange",
        "into the dead letters",
        "into the services' exchange",
        "into a queue",
        "declare",
        "declare without a name",
        "declare an exchange",
        "bind",
        "bind an exchange",
        "read the inbox",
        "read what goes out",
        "purge",
        "delete the inbox",
        "delete the exchange",
    ],
)
def test_a_neighbour_may_do_nothing_else(pair, district, act):
    with pytest.raises(AccessRefused):
        act(district.channel())


def test_a_neighbour_sees_no_other_virtual_host(pair):
    with pytest.raises((NotAllowed, AMQPError)):
        as_neighbour(pair, pair.district.tls, virtual_host="other").connect()


def test_without_a_certificate_of_the_authority_nobody_is_heard(pair, tmp_path):
    make_authority(tmp_path / "false", datetime.now(UTC), DAY)
    issue(DISTRICT, tmp_path / "false", tmp_path / "tls", datetime.now(UTC), DAY)
    for tls in (None, tmp_path / "tls"):
        with pytest.raises((OSError, AMQPError)):
            as_neighbour(pair, tls).connect()


def test_a_certificate_that_names_no_neighbour_lets_nobody_in(pair, tmp_path):
    authority = pair.street.tls.parents[1] / "authority"
    issue(BUREAU, authority, tmp_path, datetime.now(UTC), DAY)
    with pytest.raises((OSError, AMQPError)):
        as_neighbour(pair, tmp_path).connect()


@pytest.mark.parametrize("password", ["", "x"])
def test_a_neighbours_name_without_its_certificate_opens_nothing(pair, password):
    with pytest.raises((OSError, AMQPError)):
        Connection(
            host=f"127.0.0.1:{pair.street.node.ports.amqp}",
            userid=account(DISTRICT),
            password=password,
        ).connect()


def test_letters_go_to_nobody_who_only_says_that_it_is_the_neighbour(pair, tmp_path):
    """The far broker's certificate must name the agency: another agency's does not."""
    impostor = replace(pair.directory.find(DISTRICT), broker=_street_itself(pair))
    others = [each for each in pair.directory if each.agency_id != DISTRICT]
    desk = Desk(pair.street.api)
    desk.bring(definitions(STREET, Directory([*others, impostor]), pair.street.place))
    pair.street.send(DISTRICT, "kept")
    with pytest.raises(TimeoutError):
        pair.there.wait_until_up(timeout=2)
    assert pair.there.waiting() == 1
    desk.bring(pair.wanted(pair.street))
    assert [each.message_id for each in pair.district.received(1)] == ["kept"]


def _street_itself(pair):
    return f"amqps://localhost:{pair.street.tls_port}"
