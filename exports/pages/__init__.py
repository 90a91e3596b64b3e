"""Pages that are printed: blocks in Word, web pages, Markdown and LaTeX; reports made of them."""
