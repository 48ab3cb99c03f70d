"""Rules of the core: pure functions."""
