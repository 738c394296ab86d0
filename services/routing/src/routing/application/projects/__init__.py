"""What can be asked of the projects' room."""
