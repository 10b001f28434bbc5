"""Records: judgments, drafts, publications, events, jobs, files and the restricted sources."""
