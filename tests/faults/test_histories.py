"""JB12 at its figures: 10,000 histories through the pure rule, 312 through the database."""

from collections import Counter

import pytest
from django.db import transaction

from alerts import raising
from tests.alerts import histories, lives
from tests.controls.raising import on_the_day_alone

pytestmark = [pytest.mark.fault, pytest.mark.django_db, pytest.mark.timeout(900)]
SEED, WORLDS, DAYS = 20210220, 8, 60


def worlds(number: int) -> tuple[Counter, list[str]]:
    """Worlds one after the other, each rolled back, with what differed."""
    counts, differences = Counter(), []
    for seed in range(SEED, SEED + number):
        with transaction.atomic():
            done = lives.lived(seed, plans=3, days=DAYS)
            transaction.set_rollback(True)
        counts.update(done.outcome)
        differences += [f"seed {seed}: {each}" for each in done.differences]
    return counts, differences


@pytest.mark.sqlite  # the rule asks no database
def test_10000_histories_are_told_as_the_oracle_says(figures):
    done = histories.compare(10_000, SEED)
    figures("JB12 rule", seed=SEED, outcome=dict(done))
    assert done["mismatches"] == 0


def test_312_histories_through_the_database_are_told_to_whom_the_oracle_says(figures):
    counts, differences = worlds(WORLDS)
    figures("JB12 database", seed=SEED, outcome=dict(counts))
    assert counts["histories"] == 312
    assert differences == []


def test_control_without_catching_up_rule_and_database_differ(figures, monkeypatch):
    monkeypatch.setattr(raising, "to_raise", on_the_day_alone)
    rule, database = histories.compare(1000, SEED, on_the_day_alone), worlds(1)[0]
    figures("JB12 control", seed=SEED, outcome={"rule": rule["mismatches"], "database": database["mismatches"]})
    assert min(rule["mismatches"], database["mismatches"]) > 0
