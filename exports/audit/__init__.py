"""The quote audit: every quotation of a draft found, looked up word for word, and judged. Start at `auditing.audit`."""
