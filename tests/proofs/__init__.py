"""Proofs that later commands, states and notices fall under by themselves (trust.md §4; docs/proofs.md)."""
