"""A QR code: an address that a telephone reads from a screen or from paper."""

import io

from markupsafe import Markup


def qr(address: str, *, label: str = "") -> Markup:
    """The code as SVG, black on white in either colour scheme, with `label` as what is read aloud."""
    import segno

    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        picture, kind="svg", scale=5, border=2, light="white", xmldecl=False, svgns=True, omitsize=False
    )
    spoken = Markup('<svg role="img" aria-label="{}" ').format(label) if label else Markup("<svg ")
    return spoken + Markup(picture.getvalue().decode().removeprefix("<svg "))  # noqa: S704 - drawn by segno
