"""Whole screens, one a module, each on `coding_tui.frame.FrameScreen`."""
