"""What lies on the desks today: open matters, and homes whose files say something."""
