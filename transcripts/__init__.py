"""What was said, and the project file it lives in: store, journal, importing, search, language."""
