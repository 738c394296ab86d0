"""The doors of assessments."""
