"""From facts to a document: plan, templates, Markdown, notes."""
