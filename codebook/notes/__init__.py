"""What people write about the work: memos, their links, a day's log."""
