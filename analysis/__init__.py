"""Text in, tables out: everything between a document and the numbers a chart shows."""
