"""What can be asked about figures, and of them."""
