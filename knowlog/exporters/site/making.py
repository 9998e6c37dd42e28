"""The files of one export: which stand from the last one, and which are made anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowlog.exporters.site.cache import Product
from knowlog.exporters.site.output import MANIFEST, OutputFolder, Staging, digest
from knowlog.exporters.site.report import Written


@dataclass(frozen=True, slots=True)
class Making:
    """A site on its way.

    Attributes:
        before: Every file of the last export, with what it was made from.
        output: Where the site shall stand.
        staging: Where new files are put together.
        keys: What every file of this export is made from; empty where nobody asks.
        digests: Of every file of this export.
    """

    before: Mapping[str, Product]
    output: OutputFolder
    staging: Staging
    keys: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)

    def stands(self, file: str, key: str) -> bool:
        """Take over a file from the last export if it was made from the same and is still there."""
        product = self.before.get(file)
        if product is None or product.key != key or not self.output.has(file, product.seen.digest):
            return False
        self.take(file, key, product.seen.digest)
        return True

    def take(self, file: str, key: str, value: str) -> None:
        """Note a file that stands or has been put to the new ones, with its digest."""
        self.keys[file] = key
        self.digests[file] = value

    def write(self, file: str, content: bytes, key: str = "") -> None:
        """Make a file of a content, unless the site has it already."""
        value = digest(content)
        if not self.output.has(file, value):
            self.staging.write(file, content)
        self.take(file, key, value)

    def copy(self, file: str, source: Path, key: str) -> None:
        """Make a file from one of the log, unless the site has it already."""
        if not self.stands(file, key):
            self.write(file, source.read_bytes(), key)

    def finish(self) -> tuple[Written, dict[str, Product]]:
        """Let the new files take their places.

        Returns:
            What became of every file, and what the next export has to know of them.

        Raises:
            ConflictError: A folder of the site has become a link.
            KnowlogError: The disk refused.
        """
        written = self.output.finish(self.staging, self.digests)
        seen = self.output.seen(self.digests)
        keys = self.keys | {MANIFEST: ""}
        return written, {file: Product(keys[file], seen[file]) for file in seen}
