"""How often a long-lived process looks for what reference counting does not free."""

import gc

YOUNG = 50_000
"""Objects made since the last look: Python's own 700 looks many times in one batch."""


def look_seldom() -> None:
    """Keep what was loaded at the start out of every later look, and look seldom.

    To be called once all is loaded. A batch of messages makes tens of thousands of
    objects that all live until its commit; going through them again and again cost a
    sixth of the CPU.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)
