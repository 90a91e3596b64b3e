"""The project file: engine, tables, migrations, and the journal that undo and history are made of.

Everything that only SQLite can do is in this folder.
"""
