"""Operator commands about the wire to other agencies: `cli agency broker|certificate`.

`--agency` and `--directory` are AGENCY_ID and AGENCIES_DIR unless they are said;
`apply` and `check` ask the broker at BROKER_API_URL (`http://user:password@host:15672`,
not an argument, for arguments are seen by everybody on the machine).
"""

import argparse
import json
import os
import sys
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any

from minqing_chassis.settings import SettingsError
from minqing_kernel.working_time import CHINA, local_day
from routing.adapters.agencies.files import load_agencies
from routing.adapters.agencies.link.certificates import issue, make_authority
from routing.adapters.agencies.link.definitions import Place, broker_conf, definitions
from routing.adapters.agencies.link.desk import Desk
from routing.adapters.agencies.link.things import Thing, exported

BROKER_API = "BROKER_API_URL"


def add_broker(acts: Any) -> None:  # noqa: ANN401
    """Add `broker` to the acts of `cli agency`."""
    broker = acts.add_parser("broker", help="what the broker holds for its neighbours")
    steps = broker.add_subparsers(required=True, metavar="show|conf|apply|check")
    for name, run, about in (
        ("show", _show, "print it as definitions that RabbitMQ imports"),
        ("apply", _apply, "bring the running broker to it"),
        ("check", _check, "say how the running broker differs; fails if it does"),
    ):
        step = steps.add_parser(name, help=about)
        _add_whose(step)
        step.add_argument("--vhost", default="/")
        _add_tls(step)
        step.set_defaults(run=run)
    conf = steps.add_parser("conf", help="print the lines of rabbitmq.conf for TLS")
    conf.add_argument("--listen", default="0.0.0.0:5671", help="host:port of the TLS")
    _add_tls(conf)
    conf.set_defaults(run=_conf)


def add_certificate(acts: Any) -> None:  # noqa: ANN401
    """Add `certificate` to the acts of `cli agency`."""
    certificate = acts.add_parser(
        "certificate", help="TLS between brokers, for a trial"
    )
    steps = certificate.add_subparsers(required=True, metavar="authority|issue")
    authority = steps.add_parser("authority", help="make the authority that all trust")
    authority.add_argument("folder", type=Path)
    authority.add_argument("--days", type=int, default=3650)
    authority.set_defaults(run=_authority)
    given = steps.add_parser("issue", help="make an agency's certificate and key")
    given.add_argument("folder", type=Path, help="the authority's")
    given.add_argument("--agency", required=True)
    given.add_argument("--out", type=Path, required=True, help="where the files go")
    given.add_argument("--days", type=int, default=365)
    given.set_defaults(run=_issue)


def _add_whose(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--agency", default=os.environ.get("AGENCY_ID"))
    parser.add_argument("--directory", default=os.environ.get("AGENCIES_DIR"))


def _add_tls(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--tls",
        type=PurePosixPath,
        default=PurePosixPath("/etc/rabbitmq/agencies"),
        help="the folder of the certificate, as the broker sees it",
    )


def _wanted(told: argparse.Namespace) -> list[Thing]:
    if not told.agency or not told.directory:
        raise SettingsError("say which --agency in which --directory")
    today = local_day(datetime.now(CHINA))
    directory = load_agencies(Path(told.directory), today)
    return definitions(told.agency, directory, Place(tls=told.tls, vhost=told.vhost))


def _desk(told: argparse.Namespace) -> Desk:
    address = os.environ.get(BROKER_API)
    if not address:
        raise SettingsError(f"{BROKER_API} is missing: http://user:password@host:15672")
    return Desk(address, told.vhost)


def _show(told: argparse.Namespace) -> None:
    shown = exported(_wanted(told), told.vhost)
    sys.stdout.write(json.dumps(shown, indent=2, ensure_ascii=False) + "\n")


def _conf(told: argparse.Namespace) -> None:
    sys.stdout.write(broker_conf(told.listen, Place(tls=told.tls)))


def _apply(told: argparse.Namespace) -> None:
    wanted = _wanted(told)
    done = _desk(told).bring(wanted)
    sys.stdout.writelines(f"{line}\n" for line in done or ["= nothing to change"])


def _check(told: argparse.Namespace) -> None:
    wanted = _wanted(told)
    found = _desk(told).compare(wanted)
    sys.stdout.writelines(f"{each}\n" for each in found)
    if found:
        raise SettingsError(f"the broker differs in {len(found)} things")
    sys.stdout.write("= the broker is as the directory says\n")


def _authority(told: argparse.Namespace) -> None:
    make_authority(told.folder, datetime.now(CHINA), timedelta(days=told.days))
    sys.stdout.write(f"{told.folder / 'authority.pem'}\n")


def _issue(told: argparse.Namespace) -> None:
    valid = timedelta(days=told.days)
    issue(told.agency, told.folder, told.out, datetime.now(CHINA), valid)
    sys.stdout.write(f"{told.out / 'agency.pem'}\n")
