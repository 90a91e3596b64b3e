"""Files as people have them, read into text and turns; no database in here."""
