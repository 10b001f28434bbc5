"""Text of Word files (.docx), read from their XML run by run in the same sandbox and into the same shape as a PDF."""
