"""What digests read of the whole book, and what people did about their lines."""

from __future__ import annotations

from storage.digests.book import SqlDigestBook

__all__ = ["SqlDigestBook"]
