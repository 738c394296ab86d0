"""What can be asked about rights, retention and guardians."""
