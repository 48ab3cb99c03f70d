"""Tests of what touches a chat platform."""
