"""How well a word suits its neighbours and its document: cloze, joins, topics, register."""
