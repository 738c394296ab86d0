"""What can be asked of the mediations' room."""
