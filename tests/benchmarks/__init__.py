"""Benchmarks: programs, not tests. `python -m tests.benchmarks --help`; design.md §6 has the goals."""
