"""Tests of mentorbot."""
