"""What can be asked about spot checks."""
