"""Time passes and rules change: whatever waits for that is found and worked off.

The walk along the line is the kernel's; intake walks its own.
"""

from minqing_kernel.sweeping import Bus, Due, Find, Sweep

__all__ = ["Bus", "Due", "Find", "Sweep"]
