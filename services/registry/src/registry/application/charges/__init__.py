"""What can be asked about charges and their hand-over."""
