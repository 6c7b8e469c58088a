"""Forms: each carries one verb."""
