"""`make agencies-faults`: three deployments hurt while matters cross them."""
