"""Figures drawn as a picture: tiles with a number and what it counts. Pure: words in, PNG out."""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, MARGIN, GAP = 900, 36, 20
TILE_HEIGHT, TITLE_HEIGHT, COLUMNS = 150, 84, 3
PAPER, TILE, INK, QUIET, ACCENT = "#F6F7FB", "#FFFFFF", "#1F2430", "#667085", "#4F6BED"


def tiles(title: str, items: Sequence[tuple[str, str]]) -> bytes:
    """A PNG with a tile for each pair of a number and its label."""
    lines = -(-len(items) // COLUMNS)
    height = TITLE_HEIGHT + lines * (TILE_HEIGHT + GAP) + MARGIN
    image = Image.new("RGB", (WIDTH, height), PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((MARGIN, MARGIN - 6), title, fill=INK, font=_font(34, bold=True))
    for index, (number, label) in enumerate(items):
        _tile(draw, index, number, label)
    data = BytesIO()
    image.save(data, "PNG", optimize=True)
    return data.getvalue()


def _tile(draw: ImageDraw.ImageDraw, index: int, number: str, label: str) -> None:
    width = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GAP) // COLUMNS
    left = MARGIN + index % COLUMNS * (width + GAP)
    top = TITLE_HEIGHT + index // COLUMNS * (TILE_HEIGHT + GAP)
    draw.rounded_rectangle((left, top, left + width, top + TILE_HEIGHT), 14, fill=TILE)
    draw.rounded_rectangle((left, top, left + 8, top + TILE_HEIGHT), 4, fill=ACCENT)
    draw.text((left + 28, top + 24), number, fill=INK, font=_font(48, bold=True))
    size = 22
    while size > 12 and draw.textlength(label, font=_font(size)) > width - 44:
        size -= 1
    draw.text((left + 28, top + 98), label, fill=QUIET, font=_font(size))


@cache
def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """DejaVu Sans, which matplotlib brings along and which knows most scripts; found without importing it."""
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise RuntimeError("matplotlib, whose fonts the pictures use, is not installed")
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / name, size)
