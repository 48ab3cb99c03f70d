"""Tests of the settings and of the log."""
