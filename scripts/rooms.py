"""How many files each room of the house has: rooms.py prints them and fails over what a person keeps in mind."""

import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
APPS = ["contact", "municipalities", "pages", "socialnibydleni"]
MOST = 14
NO_ROOMS = {"migrations", "__pycache__"}


def main() -> None:
    """Print the rooms, the fullest first; exits with a sentence where one is too full."""
    files = [path for app in APPS for path in (ROOT / app).rglob("*.py") if not NO_ROOMS & set(path.parts)]
    rooms = Counter(str(path.parent.relative_to(ROOT)) for path in files if path.name != "__init__.py")
    for room, number in rooms.most_common():
        print(f"{number:3} {room}")
    if full := [room for room, number in rooms.items() if number > MOST]:
        sys.exit(f"More than {MOST} files in {', '.join(full)}: give a subject in it a room of its own.")


if __name__ == "__main__":
    main()
