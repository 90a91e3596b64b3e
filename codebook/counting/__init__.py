"""What is coded, counted: matrices, codes together, the framework matrix, months, saturation."""
