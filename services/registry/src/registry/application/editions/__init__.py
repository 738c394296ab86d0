"""What can be asked of the history of organisations."""
