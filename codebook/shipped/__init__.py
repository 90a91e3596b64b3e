"""Codebooks that come with the program, one YAML file each."""
