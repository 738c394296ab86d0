"""What can be asked to find people."""
