"""Several documents beside each other: versions, golden documents, reports of batches."""
