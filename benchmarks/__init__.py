"""What Briefbook costs beside its peers, pandoc and typst, on the same text: `python -m benchmarks`."""
