"""What can be asked of the premises."""
