"""What can be asked about planned visits."""
