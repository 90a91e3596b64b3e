"""The worked study: a synthetic corpus with codings, known differences between coders, and a draft with defects."""
