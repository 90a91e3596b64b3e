"""Kinds of evidence held against each other: convergence, who judges it, who was asked, contradictions."""
