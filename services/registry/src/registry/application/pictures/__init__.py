"""What can be asked of the pictures' room."""
