"""Helpers of the tests and of the people who write them; nothing here runs in production."""
