"""Who acts, for those who need only this of the lifecycle."""

from records.lifecycle import COMMAND_LINE, WORKER, Actor

__all__ = ["COMMAND_LINE", "WORKER", "Actor"]
