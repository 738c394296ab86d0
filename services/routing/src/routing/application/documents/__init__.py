"""What can be asked of the documents' room."""
