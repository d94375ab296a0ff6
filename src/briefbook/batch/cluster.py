"""The same work on several machines, by dask.distributed."""

from briefbook.batch.engines import Engine


def engine(address: str) -> Engine:
    """The engine of a cluster whose scheduler is at an address such as dask://host:8786."""
    raise NotImplementedError(address)
