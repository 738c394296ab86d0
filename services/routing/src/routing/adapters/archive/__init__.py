"""Files of older systems, as answers to replay."""
