"""`make bench`: start the product, measure it in turns with what it is compared with, write docs/performance.md."""

from .running import product


def main() -> None:
    with product() as (demo, province):
        # Only now is Django set up for what these need.
        from .measuring import Bench
        from .report import PAGE, describe, page, verdict

        bench = Bench(demo, province)
        facts = describe()
        labels, found = bench.labels, bench.run()
        PAGE.write_text(page(labels, found, facts))
        print(f"\n{verdict(found)}\nWritten: docs/{PAGE.name}")


if __name__ == "__main__":
    main()
