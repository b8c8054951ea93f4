"""What the program costs, beside its floor and its peers; figures are ratios within one run."""
