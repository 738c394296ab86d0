"""notify: who is told what at each step, and what the petitioner says afterwards."""
