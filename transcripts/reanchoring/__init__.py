"""Where passages of an old text stand in a corrected one: pure, over texts and offsets, without a project.

`placing.reanchor` is the door. Offsets are code points, half-open.
"""
