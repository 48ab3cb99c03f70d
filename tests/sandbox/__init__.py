"""Tests of the sandbox: its page in a browser, its scripts, its own routes."""
