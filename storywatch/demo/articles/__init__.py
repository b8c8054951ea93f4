"""What the demo's outlets print, one TOML file an outlet: invented outlets, our own words."""
