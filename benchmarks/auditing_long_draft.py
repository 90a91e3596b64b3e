"""How much memory the audit of a draft of 1,000 pages takes, beside one of 10 pages, each in a process of its own.

Run: python benchmarks/auditing_long_draft.py [--quick]

The corpus is 7.5 million characters of the worked study's language; a page has 3,000 characters and 2 quotations.
Peak memory is what Linux counts for the process (VmHWM), set back once the index stands, so that making the corpus does
not hide the draft. Limit: 1,000 pages may take 1.5 times what 10 take.
"""

from __future__ import annotations

import io
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from auditing import CHARACTERS, corpus, quotations

from exports.audit.attributions import Labels
from exports.audit.corpus import Corpus
from exports.audit.drafts import read_draft
from exports.audit.judging import Judge
from exports.audit.quotations import quotations as quoted
from transcripts.texts import DocumentText

PAGES = (10, 1_000)
A_PAGE = 2
LIMIT = 1.5
PLAIN = "What follows was said of the weeks between the first report and the file, and of who knew of it by then. "


def paragraphs(texts: list[DocumentText], pages: int) -> list[str]:
    """So many pages: two paragraphs each, with a quotation in either."""
    drawn = quotations(texts, min(400, A_PAGE * pages))
    chance = random.Random(3)
    rest = PLAIN * 12
    chosen = [chance.choice(drawn) for _ in range(A_PAGE * pages)]
    return [f"{rest}“{words}” ({label}). {rest[:200]}" for words, label in chosen]


def write(path: Path, found: list[str]) -> None:
    """The draft as Markdown or as a Word file."""
    if path.suffix == ".md":
        path.write_text("\n\n".join(found), "utf-8")
        return
    document = docx.Document()
    for each in found:
        document.add_paragraph(each)
    target = io.BytesIO()
    document.save(target)
    path.write_bytes(target.getvalue())


def one(path: Path, pages: int, characters: int) -> None:
    """In a process of its own: audit a draft, print how many quotations, peak megabytes before and after, seconds."""
    texts = corpus(characters)
    write(path, paragraphs(texts, pages))
    judge = Judge(Corpus(texts))
    before = _peak(anew=True)
    begun = time.process_time()
    labels = Labels(text.label for text in texts)
    many = sum(judge.judged(each).document is not None for each in quoted(read_draft(path), labels))
    print(many, before, _peak(), time.process_time() - begun)


def _peak(*, anew: bool = False) -> float:
    """Megabytes that the process has held at most, since it was last counted `anew`."""
    if anew:
        Path("/proc/self/clear_refs").write_text("5")
    (line,) = [each for each in Path("/proc/self/status").read_text().splitlines() if each.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def main() -> None:
    """Print the table; `--quick` takes a tenth of the corpus."""
    if sys.argv[1:2] == ["--one"]:
        one(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
        return
    characters = CHARACTERS // 10 if "--quick" in sys.argv else CHARACTERS
    for suffix in (".md", ".docx"):
        peaks = []
        for pages in PAGES:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / f"draft{suffix}"
                command = [sys.executable, __file__, "--one", str(path), str(pages), str(characters)]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
            many, before, peak, spent = done.stdout.split()
            peaks.append(float(peak))
            print(f"  {suffix:6s}{pages:6,} pages {int(many):6,} quotations   peak {float(peak):7.0f} MB "
                  f"(index alone {float(before):.0f})   {float(spent):6.1f} s CPU", flush=True)  # fmt: skip
        over = "   over" * (peaks[1] > LIMIT * peaks[0])
        ratio = f"{peaks[1] / peaks[0]:.2f} times what {PAGES[0]} take"
        print(f"  {suffix:6s}{PAGES[1]:,} pages take {ratio}   limit {LIMIT}{over}")


if __name__ == "__main__":
    main()
