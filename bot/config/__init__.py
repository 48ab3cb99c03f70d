"""The operator's settings: `config.toml` and the environment, checked as a whole before anything starts."""

from bot.config.advice import warnings
from bot.config.loading import load
from bot.config.problems import ConfigError, Problem
from bot.config.settings import Settings

__all__ = ["ConfigError", "Problem", "Settings", "load", "warnings"]
