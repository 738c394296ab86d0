"""What can be asked of service counters."""
