"""What is done to every line before it is drawn on a terminal that shows less."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.marks import in_ascii


class AsciiFilter(LineFilter):
    """Turns every line that is about to be drawn into ASCII, the app's own texts and people's alike."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Returns the segments in ASCII, each as wide as it was."""
        return [_segment_in_ascii(segment) for segment in segments]


def _segment_in_ascii(segment: Segment) -> Segment:
    if segment.control or segment.text.isascii():
        return segment
    text = in_ascii(segment.text)
    return Segment(text + "?" * (segment.cell_length - len(text)), segment.style)


class NoColor(LineFilter):
    """Takes every colour away, foreground and background; bold stays, and states have characters."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Returns the segments without colours."""
        return [
            Segment(segment.text, segment.style.without_color if segment.style else None, segment.control)
            for segment in segments
        ]
