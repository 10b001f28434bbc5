"""Makes scans of PDFs: what a scanner, a fax or a careless copy makes of each page. Everything but the source is drawn.

The conditions are those the recognition is measured on (design/pdf.md section 4): clean300, noisy300, noisy200, fax200,
bad150, seal300.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pikepdf
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SEAL: Final = (205, 30, 45)
SEAL_FONT: Final = Path(__file__).resolve().parents[2] / "templates" / "print" / "fonts" / "LiberationSerif-Bold.ttf"


@dataclass(frozen=True)
class Condition:
    """How a page is scanned.

    `skew`: the largest turn in degrees; `smallest`: the least. `shade` and `noise` are grey levels, `blur` is in
    pixels, `quality` is that of the JPEG (None: a bilevel image, compressed as a fax is). `seal`: a red court seal lies
    over the signature.
    """

    dpi: int
    skew: float = 0.0
    smallest: float = 0.0
    shade: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    quality: int | None = 85
    seal: bool = False


CONDITIONS: Final = {
    "clean300": Condition(300),
    "noisy300": Condition(300, 1.5, 0.4, shade=40, noise=9, blur=0.8, quality=50),
    "noisy200": Condition(200, 1.5, 0.4, shade=40, noise=9, blur=0.5, quality=50),
    "fax200": Condition(200, 0.8, noise=14, blur=0.6, quality=None),
    "bad150": Condition(150, 2.0, 0.5, shade=50, noise=11, blur=0.6, quality=30),
    "seal300": Condition(300, 1.0, 0.2, shade=15, noise=4, blur=0.5, quality=75, seal=True),
}


def scan(content: bytes, condition: str, pages: Sequence[int] | None = None, seed: int = 1) -> bytes:
    """A PDF of images only, one for each page of the source.

    :param condition: a name of CONDITIONS
    :param pages: which pages of the source, counted from 0; all of them without it
    """
    how = CONDITIONS[condition]
    source = pypdfium2.PdfDocument(content)
    wanted = range(len(source)) if pages is None else pages
    images = [_scanned(source[number], how, np.random.default_rng((seed, number))) for number in wanted]
    source.close()
    return bound(images, how.dpi)


def bound(images: Sequence[Image.Image], dpi: int, quality: int = 50) -> bytes:
    """The images as the pages of a PDF: bilevel ones as a fax compresses them, the others as JPEG."""
    made = pikepdf.Pdf.new()
    for image in images:
        width, height = image.width * 72 / dpi, image.height * 72 / dpi
        made.add_blank_page(page_size=(width, height))
        page = made.pages[-1]
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=_stream(made, image, quality)))
        page.Contents = pikepdf.Stream(made, f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Im Do Q".encode())
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _stream(made: pikepdf.Pdf, image: Image.Image, quality: int) -> pikepdf.Object:
    buffer = io.BytesIO()
    if image.mode == "1":
        image.save(buffer, "TIFF", compression="group4", strip_size=1 << 30)
        body, coding = _first_strip(buffer.getvalue()), pikepdf.Name.CCITTFaxDecode
    else:
        image.save(buffer, "JPEG", quality=image.info.get("quality", quality))
        body, coding = buffer.getvalue(), pikepdf.Name.DCTDecode
    stream = pikepdf.Stream(made, b"")
    stream.write(
        body,
        filter=coding,
        decode_parms=pikepdf.Dictionary(K=-1, Columns=image.width, Rows=image.height, BlackIs1=True)
        if image.mode == "1"
        else None,
    )
    colors = {"1": ("/DeviceGray", 1), "L": ("/DeviceGray", 8), "RGB": ("/DeviceRGB", 8)}
    space, bits = colors[image.mode]
    stream.update(
        {
            "/Type": pikepdf.Name.XObject,
            "/Subtype": pikepdf.Name.Image,
            "/Width": image.width,
            "/Height": image.height,
            "/ColorSpace": pikepdf.Name(space),
            "/BitsPerComponent": bits,
        }
    )
    return made.make_indirect(stream)


def _first_strip(tiff: bytes) -> bytes:
    """The compressed data of a TIFF written as one strip."""
    image = Image.open(io.BytesIO(tiff))
    (start,), (size,) = image.tag_v2[273], image.tag_v2[279]
    return tiff[start : start + size]


def _scanned(page: pypdfium2.PdfPage, how: Condition, chance: np.random.Generator) -> Image.Image:
    image = page.render(scale=how.dpi / 72).to_pil().convert("RGB")
    if how.seal:
        image = _sealed(image, how.dpi, chance)
    angle = float(chance.uniform(how.smallest, how.skew) * chance.choice((-1, 1))) if how.skew else 0.0
    image = image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    if not how.seal:
        image = image.convert("L")
    if how.blur:
        image = image.filter(ImageFilter.GaussianBlur(how.blur))
    grey = np.asarray(image).astype(np.float32)
    made = _dirtied(grey, how, chance)
    if how.quality is None:
        return _faxed(made, chance)
    out = Image.fromarray(made.clip(0, 255).astype(np.uint8))
    out.info["quality"] = how.quality
    return out


def _dirtied(grey: NDArray[np.float32], how: Condition, chance: np.random.Generator) -> NDArray[np.float32]:
    """Uneven light over the page and noise in every pixel; ink is no blacker than ink is."""
    height, width = grey.shape[:2]
    if how.shade:
        across = np.linspace(0, 1, width, dtype=np.float32)[None, :]
        down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
        light = 1 - how.shade / 255 * (0.7 * across**2 + 0.3 * (1 - down))
        grey = (30 + grey * (225 / 255)) * (light if grey.ndim == 2 else light[:, :, None])
    if how.noise:
        grey = grey + chance.normal(0, how.noise, (height, width) if grey.ndim == 2 else grey.shape)
    return grey.astype(np.float32)


def _faxed(grey: NDArray[np.float32], chance: np.random.Generator) -> Image.Image:
    """Black or white, with pepper."""
    black = grey < 140
    dust = chance.random(black.shape)
    black = (black | (dust < 0.0006)) & (dust < 0.9994)
    return Image.fromarray(np.where(black, 0, 255).astype(np.uint8)).convert("1", dither=Image.Dither.NONE)


def _sealed(image: Image.Image, dpi: int, chance: np.random.Generator) -> Image.Image:
    """A round red seal, half see-through, over the lower right where a judge signs."""
    unit = dpi / 300
    layer = Image.new("RGB", image.size, (255, 255, 255))
    draw = ImageDraw.Draw(layer)
    radius = 215 * unit
    dark = np.asarray(image.convert("L")) < 128
    inked = np.flatnonzero(dark[: int(image.height * 0.92)].any(axis=1))
    last = int(inked[-1]) if inked.size else image.height // 2
    x = image.width * 0.66 + float(chance.uniform(-40, 40)) * unit
    y = max(radius, min(last - 90 * unit, image.height - radius))
    pen = max(2, round(9 * unit))
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=SEAL, width=pen)
    inner = radius * 0.68
    draw.ellipse((x - inner, y - inner, x + inner, y + inner), outline=SEAL, width=pen // 2)
    font = ImageFont.truetype(str(SEAL_FONT), round(64 * unit))
    draw.text((x - inner * 0.8, y - 34 * unit), "TÒA ÁN", fill=SEAL, font=font)
    return Image.fromarray(np.minimum(np.asarray(image), np.asarray(layer)))
