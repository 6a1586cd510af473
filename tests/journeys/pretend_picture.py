"""A small PNG without a drawing library: a line that falls."""

import struct
import zlib

WIDTH, HEIGHT, THICK = 640, 240, 3
PAPER, LINE = b"\xfb\xfa\xf7", b"\x0b\x6b\x6b"


def falling_line() -> bytes:
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + b"".join(_dot(x, y) for x in range(WIDTH)) for y in range(HEIGHT))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _dot(x: int, y: int) -> bytes:
    return LINE if abs(y - (40 + x * 150 // WIDTH)) < THICK else PAPER


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
