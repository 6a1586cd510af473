"""Revenue: what ARR did between two days, and what that makes of retention, renewal rates and the forecast."""
