"""Questions that need an answer before anything else: each is a modal screen that gives back what was decided."""
