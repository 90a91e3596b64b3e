"""What the program remembers about the person between days: recent projects, theme, where they were. Never any words
of the material."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from coding_tui import own_file

MOST_RECENT = 9


@dataclass(slots=True)
class Place:
    """Where somebody left a project: a document (uid) and an offset in it."""

    document: str
    offset: int


@dataclass(slots=True)
class Settings:
    """Read at start, written when it changes; a file that cannot be read or written is no reason to stop."""

    path: Path
    theme: str = ""
    recent: list[str] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    grouping: str = ""
    keys: str = ""

    @classmethod
    def load(cls, path: Path | None = None) -> Settings:
        """The person's settings, from `path` or the place their system keeps such files."""
        path = path or user_config_path("coding-tui", appauthor=False) / "settings.json"
        try:
            return _from_json(path, own_file.kept(path))
        except (KeyError, ValueError, TypeError, AttributeError):
            return cls(path)

    def save(self) -> bool:
        """Write them, readable by their owner alone; says whether that worked."""
        return own_file.keep(self.path, {name: value for name, value in asdict(self).items() if name != "path"})

    def remember_project(self, path: Path) -> None:
        """Put a project at the head of the recent ones."""
        name = str(path.absolute())
        self.recent = [name, *(other for other in self.recent if other != name)][:MOST_RECENT]
        self.save()

    def forget_project(self, path: Path) -> None:
        """Take a project off the list; the file stays."""
        name = str(path.absolute())
        self.recent = [other for other in self.recent if other != name]
        self.places.pop(name, None)
        self.save()

    def place_in(self, path: Path) -> Place | None:
        """Where the person left a project."""
        return self.places.get(str(path.absolute()))

    def remember_place(self, path: Path, document: str, offset: int) -> None:
        """Keep where the person is in a project."""
        self.places[str(path.absolute())] = Place(document, offset)
        self.places = {name: place for name, place in self.places.items() if name in self.recent}
        self.save()

    def take_keys(self, preset: str) -> bool:
        """Keep which preset of keys the person goes by; says whether that worked."""
        self.keys = preset
        return self.save()

    def group_by(self, grouping: str) -> None:
        """Keep what lists of documents are grouped by."""
        self.grouping = grouping
        self.save()


def _from_json(path: Path, kept: dict[str, Any]) -> Settings:
    places = {str(name): Place(str(p["document"]), int(p["offset"])) for name, p in kept.get("places", {}).items()}
    recent = [str(name) for name in kept.get("recent", [])]
    return Settings(path, str(kept.get("theme", "")), recent, places, str(kept.get("grouping", "")),
                    str(kept.get("keys", "")))  # fmt: skip
