"""Tests of how the house is built: who may import whom, and what no file may hold."""
