"""Anonymizer: finds personal data, gives codes, replaces it and proves the result."""

from anonymizer.analysis import detect
from anonymizer.answer import CannotAnonymize, anonymize
from anonymizer.evaluate import evaluate
from anonymizer.forms import ProtectedForms, find_protected, protected_forms
from anonymizer.places import propagate, similar_places
from anonymizer.policy import P1, Policy, load_policy
from anonymizer.redact import LeakFound, WrongMentions, redact
from anonymizer.types import Analysis, Finding, Mention, Party, Redaction, Residual, Zone

__all__ = [
    "P1",
    "Analysis",
    "CannotAnonymize",
    "Finding",
    "LeakFound",
    "Mention",
    "Party",
    "Policy",
    "ProtectedForms",
    "Redaction",
    "Residual",
    "WrongMentions",
    "Zone",
    "anonymize",
    "detect",
    "evaluate",
    "find_protected",
    "load_policy",
    "propagate",
    "protected_forms",
    "redact",
    "similar_places",
]
