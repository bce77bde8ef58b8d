"""The language model of the pipeline, and the command that compiles it. See ``model.LanguageModel``."""
