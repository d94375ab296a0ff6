"""What Briefbook costs beside its peers on the same text: `python -m benchmarks`."""
