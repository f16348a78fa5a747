"""Text and values as bytes: UTF-8 and JSON that no input can break."""

import json
import re
from typing import Any

_SURROGATES = re.compile("[\ud800-\udfff]")


def encode(text: str) -> bytes:
    """Return a text in UTF-8.

    A lone surrogate, which JSON input can bring in and UTF-8 cannot hold, becomes U+FFFD: one code point for one, so
    that offsets stay true.
    """
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text).encode("utf-8")


def to_json(value: Any) -> str:
    """Return a value as one line of JSON, letters as they are, keys in their own order."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def to_pretty_json(value: Any) -> str:
    """Return a value as JSON for people to read, with a newline at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
