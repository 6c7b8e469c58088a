"""The canary of personal names with everybody who is not to see them."""

import pytest

from tests.transfers.test_names import WITHOUT_NAMES, read, world  # noqa: F401

pytestmark = [pytest.mark.fault, pytest.mark.django_db, pytest.mark.timeout(900)]


@pytest.mark.parametrize("actor", WITHOUT_NAMES)
def test_nobody_else_reads_a_name_anywhere(world, actor, figures):  # noqa: F811
    found, noted, number = read(world, actor)
    figures("names", outcome=f"{number} answers to {actor}, {len(found)} with a name")
    assert (found, noted) == ({}, set())
