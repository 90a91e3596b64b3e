"""Evidence cards: what stands behind a claim, and what stands against it.

    cards.py   gathered from a project: counts by source, counter-examples, silences, agreement, quotations used
    blocks.py  printed: Markdown, Word, web page, text for a terminal or a screen
"""
