"""Everything a person can do, once, and which keys do it: commands, places, presets, the person's own keys."""
