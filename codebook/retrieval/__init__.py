"""Passages that a question asks for: filters, excerpts, saved queries, search within codes."""
