"""One queue of everything that waits for a person's decision."""
