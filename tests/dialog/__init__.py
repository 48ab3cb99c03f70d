"""Tests of the conversation engine on a small database in memory."""
