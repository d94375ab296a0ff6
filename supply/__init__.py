"""What Briefbook is made of: a list of its components with each wheel, and a look at known weaknesses."""
