"""The command line: one file a noun. A command parses, opens, calls one function of the layers below, and hands over.

    __init__ holds nothing, so that `--help` loads nothing
    program.py      all commands put together, and the way in
    options.py      what several commands take; opening a project; who is at work
    diagnostics.py  everything that goes wrong: its words and its exit code
    output.py       data on stdout, words made inert; messages on stderr
    tables.py       plain tables
    progress.py     the bar on stderr
    reference.py    docs/commands.md, from the commands themselves

What a command needs it imports when it runs: `--help` loads neither textual, spaCy, sqlmodel, numpy nor lxml.
"""
