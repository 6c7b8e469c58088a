"""How fast the product is: `python -m tests.bench` measures and writes docs/performance.md."""
