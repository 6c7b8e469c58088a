"""Figures that tasks are measured by, registered by the app that holds their ledgers.

A measure nobody registers is unknown (未计量), never zero and never reached.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Figure:
    """One unit's figure on a day: numerator / denominator against a floor, with its words."""

    numerator: int | None
    denominator: int | None
    reached: bool
    text: str


_MEASURES: dict[str, Callable] = {}


def register(key: str, figure: Callable[[object, list, date], dict]) -> None:
    """Serve measure `key`: `figure(plan, units, on)` returns {unit id: Figure}."""
    _MEASURES[key] = figure


def known(key: str) -> bool:
    return key in _MEASURES


def figures(key: str, plan, units, on: date) -> dict[int, Figure]:
    """The figure of each unit by id; empty when nobody measures it."""
    return _MEASURES[key](plan, units, on) if key in _MEASURES else {}
