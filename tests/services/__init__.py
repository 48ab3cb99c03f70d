"""Use cases of the core, on storage in memory."""
