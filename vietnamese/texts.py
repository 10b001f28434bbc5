"""The two kinds of text of a judgment: types only, so that the type checker keeps them apart."""

from typing import NewType

SourceText = NewType("SourceText", str)
"""The text of a judgment as the court wrote it, true names included; it lives in the restricted database only."""

PublicText = NewType("PublicText", str)
"""A text that may be shown to everyone; only `anonymizer.redact` makes one, after its proof."""
