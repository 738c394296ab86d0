"""Tables on paper, whoever has them printed."""
