"""Manifests: what an export was made of, beside it, so that anybody can ask later whether it still holds.

    recorded(project, path, "matrix", asked, rows)     after a file was written: NAME.manifest.json beside it
    verified(project, folders)                         every manifest found, recomputed: same, or changed because

A writer has nothing else to do. What a kind of export is made of again, from what was asked, stands in `kinds.py`: one
function each, which gives the same rows that the writer recorded.

    model.py     the file: what stands in it, read and written
    kinds.py     every kind of export: its rows, and how they are made again
    resting.py   which parts of a project a kind rests on
    recording.py one call for all writers
    checking.py  recomputing
    reasons.py   why an export says something else today
"""

from exports.manifests.checking import Verdict, verified
from exports.manifests.model import SUFFIX, Manifest
from exports.manifests.recording import recorded

__all__ = ["SUFFIX", "Manifest", "Verdict", "recorded", "verified"]
