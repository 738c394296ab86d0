"""What can be asked of registry: commands, queries, and the ports they need."""
