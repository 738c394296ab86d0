"""Stands in for intake: answers who petitioners are. `python FILE AMQP_URI`."""

import warnings

warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402

eventlet.monkey_patch()

import sys  # noqa: E402

from nameko.rpc import rpc  # noqa: E402
from nameko.runners import ServiceRunner  # noqa: E402


class StandInIntake:
    """Knows everybody under an address made of the petition's id."""

    name = "intake"

    @rpc
    def category_names(self):
        return {"roads": {"zh-CN": "道路", "zh-TW": "道路", "en": "roads"}}

    @rpc
    def contacts(self, petition_ids, purpose):
        if purpose != "notice":
            raise ValueError("no other purpose is known here")
        return {
            each: {
                "name": "冯一",
                "email": f"{each}@example.org",
                "tracking_code": "7K3M-9Q2X",
            }
            for each in petition_ids
        }


if __name__ == "__main__":
    runner = ServiceRunner({"AMQP_URI": sys.argv[1]})
    runner.add_service(StandInIntake)
    runner.start()
    runner.wait()
