"""Vietnamese letters, marks, syllables and tokens: pure functions that everything else uses.

`letters` changes and compares characters, `tokens` cuts a text into words, `syllables` says whether a word can be
Vietnamese at all, `case` reads and sets upper and lower case, `texts` names the two kinds of text that must never mix.
"""
