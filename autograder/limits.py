"""What one submission may use. Everything beyond is ended, and said so."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Limits:
    """Upper bounds for one notebook and everything it starts.

    Raises ``ValueError`` when a bound is not a positive number.
    """

    cell_seconds: float = 60.0  # of processor time, one cell or one test cell
    notebook_seconds: float = 300.0  # of processor time, the whole notebook
    patience: float = 4.0  # times as long by the clock: for who sleeps, or waits for the machine
    memory_mb: int = 3072  # resident memory of all processes together
    processes: int = 128  # processes and threads together
    disk_mb: int = 256  # scratch space
    output_mb: float = 4.0  # what one cell may print or display
    notebook_output_mb: float = 16.0  # what is kept of it, all cells together
    open_files: int = 512
    notebook_mb: float = 50.0  # a submitted file larger than this is not read at all
    cells: int = 2000  # of a submitted notebook
    text_mb: float = 4.0  # of a submitted notebook: all it says, without outputs and pictures
    pictures_mb: float = 8.0  # what is kept of pictures pasted into its texts, all together
    read_seconds: float = 20.0  # of processor time, to read a submitted notebook
    read_memory_mb: int = 768  # the same: what a file may take that is read

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
                raise ValueError(f"limit {item.name} must be a positive number, got {value!r}")
