"""What is made of a document: formats, healed PDF, proof sheet, reports."""
