"""What the team says about the text: codes, codings, coders, assignments, agreement."""
