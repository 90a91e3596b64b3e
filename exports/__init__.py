"""What leaves a project: quotations, tables, codebooks, in other programs' and people's forms."""
