"""Judgments, drafts, publications, events, jobs and files: the truth that pages, index and worker stand on."""
