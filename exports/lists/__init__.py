"""Lists as they leave, a row a thing: hits, memos, disagreements, codings, assignments."""
