"""What can be asked about the ends of lives here."""
