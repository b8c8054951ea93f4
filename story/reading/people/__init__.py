"""Who was counted in what: the people of each word for what happened."""
