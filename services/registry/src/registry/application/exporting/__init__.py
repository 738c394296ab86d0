"""What taking files out can be asked."""
