"""The same job on many machines: Dask hands out batches, fsspec reads and writes.

No machine needs another's disk. A batch that is done twice, because a machine was lost or only
seemed to be, writes the same bytes in the same places.

command (the machine that asks) → Dask → work (a thread of a Dask worker: fetches, stores)
→ child (a process of its own: converts)
"""
