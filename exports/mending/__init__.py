"""Exact words in the place of what a draft has: found, shown as a difference, written beside the draft and renamed.

    exact.py     what to put, so that the audit would have nothing to say of it
    edits.py     the fewest changes that make one text another
    in_text.py   where that stands in Markdown, plain text, LaTeX or HTML
    in_word.py   where it stands in the runs of a Word file
    mending.py   a draft and its replacements: looked at, written, what was there kept
"""
