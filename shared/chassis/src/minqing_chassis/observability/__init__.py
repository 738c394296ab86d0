"""What operations can see: logs, metrics, health."""
