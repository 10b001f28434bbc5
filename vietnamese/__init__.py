"""Vietnamese letters, marks, syllables and tokens: pure functions that everything else uses."""
