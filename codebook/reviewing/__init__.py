"""Agreement in a project: measured, looked into passage by passage, ruled on, and what follows from rulings."""
