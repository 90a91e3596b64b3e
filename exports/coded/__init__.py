"""Coded documents as they are read on paper: transcripts with their codes in the margin, packs for a participant.

    model.py          a document and its codings, numbered in reading order
    web_page.py       one page: words at the left, codes at the right
    word_document.py  Word, each coding a comment in the margin
    packs.py          all that was said, coded and quoted of one participant
    writing.py        by suffix, whole or not at all; what must not leave does not
"""
