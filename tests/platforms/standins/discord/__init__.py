"""Tests of the Discord stand-in, with the unmodified discord.py as the client."""
