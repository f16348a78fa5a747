"""Archives: members of .zip, and .gz."""

import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from pipeline.core.errors import IngestError
from pipeline.ingest.blob import Blob

ZIP_SUFFIXES = (".zip",)
GZIP_SUFFIXES = (".gz",)
UTF8_FLAG = 0x800
ENCRYPTED_FLAG = 0x1


def members(blob: Blob) -> Iterator[Blob]:
    """Yield the members of a zip archive in its own order, without folders and what macOS and hidden files leave there.

    Raises:
        IngestError: The archive is broken.
    """
    handle = blob.open()
    try:
        if not handle.seekable():
            handle = io.BytesIO(handle.read())
        archive = zipfile.ZipFile(handle)
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        handle.close()
        raise IngestError(f"not a zip archive that can be opened ({error}): copy or download it again") from error
    with archive:
        for info in archive.infolist():
            name = member_name(info)
            path = PurePosixPath(name)
            if info.is_dir() or "__MACOSX" in path.parts or path.name.startswith("."):
                continue
            yield Blob(f"{blob.source}#{name}", path.name, _Opener(archive, info))
        handle.close()


def member_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name, POSIX style; one without the UTF-8 flag is tried as UTF-8, then as Arabic code pages."""
    name = info.filename
    if not info.flag_bits & UTF8_FLAG and not name.isascii():
        stored = name.encode("cp437", "replace")
        for encoding in ("utf-8", "cp1256", "cp720"):
            try:
                decoded = stored.decode(encoding)
            except UnicodeDecodeError:
                continue
            if encoding == "utf-8" or _is_arabic(decoded):
                name = decoded
                break
    return name.replace("\\", "/").lstrip("/")


def _is_arabic(name: str) -> bool:
    """Say whether every letter of a name is Arabic or ASCII, and some are Arabic."""
    letters = [char for char in name if not char.isascii()]
    return bool(letters) and all("\u0600" <= char <= "\u06ff" for char in letters)


class _Opener:
    """Opens one member."""

    __slots__ = ("_archive", "_info")

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
        self._archive = archive
        self._info = info

    def __call__(self) -> BinaryIO:
        """Open the member.

        Raises:
            IngestError: It is encrypted or broken.
        """
        if self._info.flag_bits & ENCRYPTED_FLAG:
            raise IngestError("the member is encrypted: unpack the archive with its password")
        try:
            return cast("BinaryIO", self._archive.open(self._info))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
            raise IngestError(f"the member cannot be unpacked ({error}): make the archive again") from error


def unzipped(blob: Blob) -> Blob:
    """Return the blob inside a .gz file: ``news.jsonl`` for ``news.jsonl.gz``."""
    return Blob(blob.source, blob.name[: -len(".gz")], lambda: _unzipping(blob.open()))


def _unzipping(packed: BinaryIO) -> BinaryIO:
    handle = gzip.GzipFile(fileobj=packed)
    # The file beneath is closed with it only if it is noted as its own.
    handle.myfileobj = cast("io.FileIO", packed)
    return cast("BinaryIO", handle)
