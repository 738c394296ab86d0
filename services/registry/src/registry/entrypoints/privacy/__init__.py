"""The doors to rights and guardians, and the retention job."""
