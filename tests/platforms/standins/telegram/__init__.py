"""Tests of the Telegram stand-in with the real library."""
