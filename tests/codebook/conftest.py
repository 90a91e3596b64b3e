"""What several tests of this room begin with."""

from __future__ import annotations

import pytest
from corrected_study import OLD, code, uid

from codebook.coding import codings
from codebook.quoting import collected
from codebook.tables import Memo
from transcripts import coders
from transcripts.project import Project


@pytest.fixture
def coded(study: Project) -> Project:
    """The small study with codings, a memo and a quotation in CPS 2."""
    first, last = OLD.index("Nobody calls us."), OLD.rindex("Nobody calls us.")
    code(study, "Contact", first, first + 16)
    code(study, "Contact again", last, last + 16)
    code(study, "Delay", OLD.index("Délais"), OLD.index("Délais") + len("Délais — “queues” 🙂"))
    code(study, "Question", 0, len("Interviewer: What changed?"))
    with study.step("Collect", "Ann") as session:
        place = (OLD.index("“queues”"), OLD.index("“queues”") + len("“queues” 🙂"))
        collected.add(session, uid(study), *place, coder=coders.ensure(session, "Ann"), section="Waiting", note="short")
        again = next(c for c in codings.codings(session) if c.start == last)
        codings.change(session, again.uid, memo="the second time", key=True)
        ben = coders.ensure(session, "Ben")
        session.add(Memo(about="coding", about_uid=again.uid, text="look again", coder_uid=ben, written="2026"))
    return study
