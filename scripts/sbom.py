"""Write the software bill of materials of what a server installs, requirements.txt, as CycloneDX in JSON.

The same lock gives the same bytes: nothing in it is a moment, a random number or a place on this machine.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parent.parent
LICENCES = (
    "A lock names no licences, so no package here has one: absent means not stated, not unlicensed. Each package names"
    " its own in its metadata, once it is installed."
)


@dataclass
class Locked:
    """One package of the lock; it is there because of others, or of the project itself."""

    name: str
    version: str
    marker: str
    hashes: list[str] = field(default_factory=list)
    wanted_by: list[str] = field(default_factory=list)


def locked(lines: list[str]) -> Iterator[Locked]:
    """What uv has written: name and version, the hashes of its files, and in comments who wants it."""
    package = None
    for line in lines:
        if found := re.fullmatch(r"([\w.-]+)==([\w.+!-]+)(?: ; (.+?))? \\", line):
            if package:
                yield package
            package = Locked(found[1], found[2], found[3] or "")
        elif found := re.fullmatch(r"    --hash=sha256:([0-9a-f]{64})(?: \\)?", line):
            package.hashes.append(found[1])
        elif found := re.fullmatch(r"    #(?: via)?(?: +(\S+)(?: \(pyproject\.toml\))?)?", line):
            package.wanted_by += filter(None, [found[1]])
        elif not line.startswith("# ") and not line.startswith("#  "):
            sys.exit(f"requirements.txt has a line that scripts/sbom.py does not understand: {line}")
    yield package


def component(package: Locked) -> Component:
    """A package as CycloneDX has it, with the hashes of its files."""
    purl = PackageURL("pypi", name=package.name, version=package.version)
    hashes = [HashType(alg=HashAlgorithm.SHA_256, content=content) for content in package.hashes]
    files = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(str(purl)),
        hashes=hashes,
        comment="one hash for each file that may be installed",
    )
    marker = [Property(name="python:environment-marker", value=package.marker)] if package.marker else []
    return Component(
        type=ComponentType.LIBRARY,
        name=package.name,
        version=package.version,
        bom_ref=str(purl),
        purl=purl,
        external_references=[files],
        properties=marker,
    )


def bill(project: dict, packages: list[Locked]) -> Bom:
    """The bill of the site: `project` is that table of pyproject.toml, and who wants whom comes from the lock."""
    site = Component(
        type=ComponentType.APPLICATION,
        name=project["name"],
        version=project["version"],
        description=project["description"],
        licenses=[LicenseExpression(project["license"])],
        bom_ref=project["name"],
    )
    components = {package.name: component(package) for package in packages}
    note = Property(name=f"{project['name']}:licences", value=LICENCES)
    metadata = BomMetaData(component=site, properties=[note])
    bom = Bom(metadata=metadata, components=components.values())
    for name in [project["name"], *components]:
        wanted = [components[package.name] for package in packages if name in package.wanted_by]
        bom.register_dependency(components.get(name, site), wanted)
    bom.metadata.timestamp = bom.serial_number = None
    return bom


def main():
    """Print the bill of this checkout."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    packages = list(locked((ROOT / "requirements.txt").read_text().splitlines()))
    print(JsonV1Dot6(bill(project, packages)).output_as_string(indent=2))


if __name__ == "__main__":
    main()
