"""A project's words, prepared once for whatever looks at all of them: by form and lemma, denied, quoted, by sentence.

    prepare(project, progress)     makes what is missing, in the background, and keeps it in the project file
    corpus(project)                all prepared documents as arrays, held in memory while their texts stay the same

Offsets are code points of a document's text, half-open.
"""

from transcripts.prepared.corpus import Corpus, Part
from transcripts.prepared.preparing import corpus, missing, prepare
from transcripts.prepared.words import Words

__all__ = ["Corpus", "Part", "Words", "corpus", "missing", "prepare"]
