"""Plan, phases, tasks, obligations and their ledger; reading a notice file is in tasks/reading."""
