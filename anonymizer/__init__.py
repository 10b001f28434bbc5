"""Anonymizer: finds personal data, gives codes, replaces it and proves the result."""

from anonymizer.analysis import detect
from anonymizer.answer import CannotAnonymize, anonymize
from anonymizer.correction import Correction, corrections
from anonymizer.evaluate import evaluate
from anonymizer.forms import ProtectedForms, find_protected, protected_forms
from anonymizer.places import propagate, similar_places
from anonymizer.policy import P1, Policy, for_court, load_policy, policy_on, preview, with_switches
from anonymizer.redact import LeakFound, WrongMentions, redact
from anonymizer.types import Analysis, Finding, Mention, Party, Redaction, Residual, Zone

__all__ = [
    "P1",
    "Analysis",
    "CannotAnonymize",
    "Correction",
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
    "corrections",
    "detect",
    "evaluate",
    "find_protected",
    "for_court",
    "load_policy",
    "policy_on",
    "preview",
    "propagate",
    "protected_forms",
    "redact",
    "similar_places",
    "with_switches",
]
