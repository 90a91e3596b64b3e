"""Who codes what, how far they are, what they may see of each other, and what was settled beforehand."""
