"""The doors to service counters."""
