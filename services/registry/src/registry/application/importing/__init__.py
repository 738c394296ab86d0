"""What bringing files in can be asked."""
