"""The codes themselves: the tree, its rules, versions and changes, and the YAML file it is kept in."""
