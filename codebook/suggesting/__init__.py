"""Suggestions: passages that a coder has not coded and that cues, or codings of other documents, speak for.

    suggestions(project, "Ann", code="Delay")      a ranked queue for a code, a document, or all of both
    answers.accept / answers.reject                in a step, what the person says to one

Nothing here is a coding until a person accepts it, and then its origin says so. A suggestion is made of nothing but the
code's cues and codings that this coder may see, and never of codings in the document it is about.
"""

from codebook.suggesting.model import Estimate, Example, Queue, Suggestion
from codebook.suggesting.queue import find, suggestions

__all__ = ["Estimate", "Example", "Queue", "Suggestion", "find", "suggestions"]
