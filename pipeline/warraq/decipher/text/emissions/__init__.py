"""Items -> what each unit of the language came out as, by expectation maximisation."""
