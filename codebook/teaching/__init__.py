"""Learning sets: what the team settled, coded blind by somebody new, and what they made of it."""
