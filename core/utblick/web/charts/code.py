"""A QR code: an address that a telephone reads from a screen or from paper."""

import io

from markupsafe import Markup


def qr(address: str, *, label: str = "", scale: int = 5) -> Markup:
    """The code as SVG, black on white in either colour scheme, with `label` as what is read aloud.

    `scale` is the width of its smallest square: five for a page, ten for a poster.
    """
    import segno

    picture = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(picture, kind="svg", scale=scale, border=2, light="white", xmldecl=False, omitsize=True)
    width, height = code.symbol_size(scale, 2)
    read_aloud = Markup(' role="img" aria-label="{}"').format(label) if label else Markup("")
    head = Markup('<svg width="{}" height="{}"{} ').format(width, height, read_aloud)
    return head + Markup(picture.getvalue().decode().removeprefix("<svg "))  # noqa: S704 - drawn by segno
