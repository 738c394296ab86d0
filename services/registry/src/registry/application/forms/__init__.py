"""What can be asked about visit forms."""
