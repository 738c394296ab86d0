"""What can be asked of the hazards' room."""
