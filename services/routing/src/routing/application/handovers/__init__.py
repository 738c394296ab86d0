"""What can be asked of the room of hand-overs to other agencies."""
