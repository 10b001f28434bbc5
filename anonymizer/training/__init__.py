"""Training of the recogniser: text with marked names made from gold, from masked judgments and from templates."""
