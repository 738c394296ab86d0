"""What can be asked of the reviews' room."""
