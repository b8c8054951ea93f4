"""The demo's page templates, one an outlet: the honest mess that surrounds an article on a news site."""
