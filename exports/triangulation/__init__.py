"""Triangulation as it leaves: the matrix with what people judged, its words, its files."""
