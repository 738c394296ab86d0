"""What can be asked of the archive, and the ports that it needs."""
