"""What screens show, read from the project on a worker's thread: plain, frozen, and without a screen."""
