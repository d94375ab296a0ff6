"""What words mean: folding, languages, dates, numbers, TOML; values only."""
