"""Who acts: a person with a role, or the worker."""

from dataclasses import dataclass

from records.lifecycle import Role, roles_of


@dataclass(frozen=True, slots=True)
class Actor:
    """An account as far as rules need it; `id` 0 is the worker."""

    id: int
    role: str
    court_code: str | None
    president: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """The role and, with the mark, PRESIDENT."""
        return roles_of(self.role, self.president)


WORKER = Actor(0, Role.WORKER, None)
"""The pipeline itself."""
