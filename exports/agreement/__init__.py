"""Agreement as it leaves: the report for print, and what checklists ask of it."""
