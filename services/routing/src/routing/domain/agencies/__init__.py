"""The directory of agencies: who is above whom, with which keys, and takes what."""
