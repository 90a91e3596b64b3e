"""Finding words in the whole corpus, with the exact place of every hit.

Three ways. Words: phrases, `beginnings*`, AND, OR, NOT, NEAR/5, quotes, brackets, `~misheard`, a word's other forms;
case, accents and punctuation aside. A regular expression. Or what is nearly the words given. Hits never cross a turn.
"""

from __future__ import annotations

from transcripts.folding import fold
from transcripts.searching.finding import Question, apart, search
from transcripts.searching.model import EVERYWHERE, MODES, BadSearch, Found, Hit, Scope

__all__ = ["EVERYWHERE", "MODES", "BadSearch", "Found", "Hit", "Question", "Scope", "apart", "fold", "search"]
