"""What a place keeps of people, how long, and by which rule."""
