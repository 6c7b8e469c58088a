"""Telling a Chinese citizen's ID number from other long numbers: where it stands, nothing of it is kept."""

import re

NUMBER = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


def is_identity_number(text: str) -> bool:
    """Whether `text` holds one, by birthday and check digit (GB 11643): item codes of 18 digits do not fit both."""
    return any(_fits(found.group()) for found in NUMBER.finditer(text))


def _fits(number: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number[:17], strict=True))
    return CHECKS[total % 11] == number[17].upper()
