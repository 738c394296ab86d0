"""What is done with fingerprints: kept, compared, told, taken back."""
