"""Mentor applications and profiles (rules.md §3)."""
