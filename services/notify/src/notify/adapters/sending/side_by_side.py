"""A crew that does all jobs at once, each in a thread of its own."""

from collections.abc import Sequence
from threading import Thread

from notify.application.sending.crew import Job


def side_by_side(jobs: Sequence[Job]) -> None:
    """Do all jobs at once; raise the first that stumbled once all are done."""
    if len(jobs) == 1:
        jobs[0]()
        return
    stumbles = list[Exception]()
    threads = [Thread(target=_do, args=(job, stumbles), daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if stumbles:
        raise stumbles[0]


def _do(job: Job, stumbles: list[Exception]) -> None:
    try:
        job()
    except Exception as stumble:  # told to who waits for the crew
        stumbles.append(stumble)
