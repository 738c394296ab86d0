"""What can be asked about help that is owed."""
