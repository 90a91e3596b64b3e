"""Lists as they leave, a row a thing: made from what was asked, so that a file and `check` have the same rows.

    write_list(project, path, "coverage", {"left": True})     the table, its manifest beside it; how many rows
    listed(project, "coverage", {"left": True})               the same rows, made now

    writing.py   every list there is, and the two calls above
    model.py     headings, rows, caption
    the others   a function a list, which reads the project
"""
