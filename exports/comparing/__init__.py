"""What is counted, as it leaves: matrices, codes that stand together, framework matrix, saturation."""
