"""The public set of hostile and broken inputs: what is done to a workspace, and what must come of it."""
